import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import {isSameKey} from '../traces/is-same-key.js'

export interface EncryptTracesInput {
  readonly app: string
  readonly part: string
  readonly key: string
  /** Keys that may be replaced: the part's own before, and those that the user has agreed to; or `all`. */
  readonly replaces: readonly string[] | 'all'
}

/** X-Ray encrypts all traces of account and region with the key. Says whether it did not before; doing it twice changes nothing the second time. */
export async function encryptTraces(
  {app, part, key, replaces}: EncryptTracesInput,
  {traces, host, signal}: Context,
): Promise<boolean> {
  const {key: now, updating} = await traces.encryption()
  if (now !== undefined && isSameKey(now, key) && !updating) return false
  const mayReplace = (other: string) => replaces === 'all' || [key, ...replaces].some((one) => isSameKey(one, other))
  if (now !== undefined && !mayReplace(now)) throw somebodyElses(app, now)
  const node = {kind: 'stack', name: part} as const
  host.notify({type: 'traces.encrypting', node, key, done: false})
  await traces.encrypt(key, signal)
  host.notify({type: 'traces.encrypting', node, key, done: true})
  return true
}

function somebodyElses(app: string, key: string): StackError {
  const message = `X-Ray has come to encrypt the traces of this account and region with ${key}, which is not ours, since the plan was made`
  return new StackError('DATA_LOSS', message, {details: {key}, suggestions: [`aws-stack ${app}:deploy`]})
}
