import {readFile} from 'node:fs/promises'

/** As it is on this machine; the line of a resource may have moved since it was deployed. `undefined`: it is not there. */
export async function readTemplate(file: string): Promise<{file: string; text: string} | undefined> {
  try {
    return {file, text: await readFile(file, 'utf8')}
  } catch {
    return undefined
  }
}
