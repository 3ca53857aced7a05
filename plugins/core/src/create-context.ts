import type {Context} from './context.js'
import type {Host} from './events.js'

export interface ContextOptions {
  readonly host: Host
  readonly signal: AbortSignal
  /** Without it the AWS SDK's own chain decides (environment, profile). */
  readonly region?: string | undefined
  readonly profile?: string | undefined
  /** An explicit endpoint with static credentials: nothing of the SDK's own chain is asked. Else the SDK decides. */
  readonly endpoint?: {readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string} | undefined
  /** `unix:///…`, `tcp://…`; without it `/var/run/docker.sock`. */
  readonly dockerHost?: string | undefined
}

/** Wires the ports. Nothing is loaded or called before a verb needs it. */
export function createContext(options: ContextOptions): Context {
  throw new Error(`not wired yet: ${options.region ?? ''}`)
}
