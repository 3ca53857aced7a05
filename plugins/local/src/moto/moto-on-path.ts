import {readFile} from 'node:fs/promises'

import {findProgram} from '../folder/find-program.js'
import {isPinned, type Moto, MOTO_VERSION} from './moto.js'
import type {RunProgram} from './run-program.js'

export interface MotoOnPathOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly run: RunProgram
  readonly start: (program: string, version: string) => Promise<Moto | string>
}

const ASK_VERSION = 'import importlib.metadata as m; print(m.version("moto"))'

/** The user's own `moto_server`, if it is of the line that we know. */
export async function motoOnPath({environment, run, start}: MotoOnPathOptions): Promise<Moto | string> {
  const program = findProgram('moto_server', environment)
  if (!program) return 'moto_server is not on PATH'
  const {ok, output} = await run(await pythonOf(program), ['-c', ASK_VERSION])
  const version = ok ? output.trim() : undefined
  if (!version || !isPinned(version))
    return `${program} is moto ${version ?? 'of an unknown version'}, not ${MOTO_VERSION}`
  return start(program, version)
}

/** `moto_server` has no `--version`: its Python is asked, that of its first line, or that of PATH behind a shim. */
async function pythonOf(program: string): Promise<string> {
  const [firstLine = ''] = (await readFile(program, 'latin1')).split('\n', 1)
  return /^#!\s*(\S*python\S*)\s*$/.exec(firstLine)?.[1] ?? 'python3'
}
