import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {dirname} from 'node:path'

import {StackError} from '../errors.js'

/** Leaves a file that has the bytes already as it is. Others see the old file or the new one, never half of it. */
export async function writeCompiled(file: string, text: string): Promise<'written' | 'unchanged'> {
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before === text) return 'unchanged'
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), {recursive: true})
    await writeFile(temporary, text)
    await rename(temporary, file)
    return 'written'
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new StackError('TARGET_NOT_WRITABLE', `cannot write ${file}: ${reason}`, {details: {file}, cause: error})
  }
}
