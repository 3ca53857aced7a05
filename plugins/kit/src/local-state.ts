import {readFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'

/** What `local:start` leaves for other commands: where the local AWS answers. Written by `@aws-stack/local`. */
export interface LocalState {
  readonly version: 1
  /** Process id of the server. */
  readonly pid: number
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string
  /** `http://127.0.0.1:5466`: the registry. */
  readonly registry: string
  readonly region: string
  readonly accountId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** The engine that `local:start` found or started; absent where there is none. */
  readonly dockerHost?: string
  /** The sample VPC of each region asked for so far; always that of `region`. */
  readonly sampleVpcs: Readonly<Record<string, string>>
  /** Base images of which the local registry holds a stand-in, by repository: `tenzir/vast` to a reference by digest. From `stand-ins.json`. */
  readonly standIns: Readonly<Record<string, string>>
  /** Folder of data and logs. */
  readonly folder: string
}

/** `AWS_STACK_LOCAL_FOLDER`, else `$XDG_STATE_HOME/aws-stack/local`, else `~/.local/state/aws-stack/local`. */
export function localFolder(environment: NodeJS.ProcessEnv): string {
  if (environment['AWS_STACK_LOCAL_FOLDER']) return environment['AWS_STACK_LOCAL_FOLDER']
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'aws-stack', 'local')
}

/** `undefined`: no local AWS is running, as far as its state file tells. */
export function readLocalState(environment: NodeJS.ProcessEnv): LocalState | undefined {
  const folder = localFolder(environment)
  const state = readJson(join(folder, 'state.json')) as Omit<LocalState, 'standIns'> | undefined
  if (!state || !isAlive(state.pid)) return undefined
  return {...state, standIns: (readJson(join(folder, 'stand-ins.json')) ?? {}) as LocalState['standIns']}
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
