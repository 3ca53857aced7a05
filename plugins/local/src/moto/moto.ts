/** The version that the corrections and tests were written against. */
export const MOTO_VERSION = '5.2.1'

export function isPinned(version: string | undefined): boolean {
  return version?.startsWith('5.2.') ?? false
}

/** A moto that answers. */
export interface Moto {
  /** How it got here. */
  readonly lane: 'path' | 'venv' | 'container'
  readonly version: string
  readonly port: number
  /** Settles when it has ended by itself. */
  readonly ended: Promise<unknown>
  stop(): Promise<void>
}

/** One way to get moto: it answers with moto, or with the reason why this way is closed here. */
export type MotoLane = () => Promise<Moto | string>

/** AWS's managed policies are there in every account; moto leaves them out unless it is told. */
export const MOTO_SETTINGS = {MOTO_IAM_LOAD_MANAGED_POLICIES: 'true'}
