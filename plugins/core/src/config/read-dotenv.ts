import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {parseEnv} from 'node:util'

import {StackError} from '../errors.js'

/** The variables of `.env` in that folder; none where there is no such file, or a folder (a virtual environment) of that name. */
export async function readDotenv(folder: string): Promise<Record<string, string | undefined>> {
  const file = join(folder, '.env')
  try {
    return parseEnv(await readFile(file, 'utf8'))
  } catch (cause) {
    if (['ENOENT', 'EISDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return {}
    throw new StackError('SETTINGS_NOT_FOUND', `cannot read ${file}`, {cause})
  }
}
