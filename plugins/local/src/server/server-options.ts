/** What the starter tells the server, as JSON in its only argument. Nothing in it is secret. */
export interface ServerOptions {
  readonly folder: string
  readonly registryHost: string
  /** Asked for by the user: this one or none. */
  readonly port?: number | undefined
}

/** What the server tells the starter. */
export type ServerMessage =
  | {readonly type: 'progress'; readonly message: string}
  | {readonly type: 'ready'}
  | {readonly type: 'failed'; readonly message: string}

export const ACCOUNT_ID = '123456789012'
export const REGION = 'eu-west-1'

/** Nobody checks them, every SDK wants some. */
export const ACCESS_KEY_ID = 'local'
export const SECRET_ACCESS_KEY = 'local'
