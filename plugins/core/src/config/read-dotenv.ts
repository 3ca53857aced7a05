import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {parseEnv} from 'node:util'

/** The variables of `.env` in that folder; none where there is no such file. */
export async function readDotenv(folder: string): Promise<Record<string, string | undefined>> {
  try {
    return parseEnv(await readFile(join(folder, '.env'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
