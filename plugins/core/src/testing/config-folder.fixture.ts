import {mkdir, mkdtemp, realpath, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

export interface ConfigFolder {
  readonly path: (file: string) => string
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>
}

/** A new folder with these files. */
export async function configFolder(files: Readonly<Record<string, string>> = {}): Promise<ConfigFolder> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'configs-')))
  const path = (file: string) => join(root, file)
  const write = async (more: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(more)) {
      await mkdir(dirname(path(file)), {recursive: true})
      await writeFile(path(file), text)
    }
  }
  await write(files)
  return {path, write}
}
