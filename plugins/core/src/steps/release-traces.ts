import type {Context} from '../context.js'
import {isSameKey} from '../traces/is-same-key.js'

export interface ReleaseTracesInput {
  readonly part: string
  /** That the part has brought; `undefined`: its stack was never complete. */
  readonly key: string | undefined
}

/** Where X-Ray encrypts with the part's key, it goes back to its own. Another's setting is left alone. */
export async function releaseTraces({part, key}: ReleaseTracesInput, {traces, host, signal}: Context): Promise<void> {
  if (key === undefined) return
  const {key: now} = await traces.encryption()
  if (now === undefined || !isSameKey(now, key)) return
  const node = {kind: 'stack', name: part} as const
  host.notify({type: 'traces.encrypting', node, done: false})
  await traces.encrypt(undefined, signal)
  host.notify({type: 'traces.encrypting', node, done: true})
  const message = `traces of until now can only be read while the key ${now} is there`
  host.notify({type: 'warning', code: 'TRACES_NEED_KEY', message})
}
