import type {Refusal} from '../ports/delivery.js'
import type {AwsAccess} from './access.js'
import {retryDelay} from './retry.js'

/** What AWS says of one event of a batch. */
export interface Refused extends Refusal {
  /** Refused for now: throttled, or a failure of AWS's own. */
  readonly again: boolean
}

export interface Delivery {
  readonly service: string
  readonly operation: string
  readonly count: number
  /** Sends the events of these indexes, and says which of them were refused. */
  readonly send: (indexes: readonly number[]) => Promise<Refused[]>
}

/** A batch may be taken in part: what was refused for now is sent again, later and later. Returns what is refused in the end. */
export async function deliver(
  {service, operation, count, send}: Delivery,
  {host, pause}: Pick<AwsAccess, 'host' | 'pause'>,
  signal: AbortSignal,
): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  let left = Array.from({length: count}, (_, index) => index)
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const refused = await send(left)
    const delay = retryDelay('throttled', attempt, 'call')
    const again = delay === undefined ? [] : refused.filter((each) => each.again)
    refusals.push(...refused.filter((each) => !again.includes(each)).map(toRefusal))
    left = again.map(({index}) => index)
    const [first] = again
    if (delay === undefined || first === undefined) break
    const reason = `${left.length} of ${count}: ${first.message} (${first.code})`
    host.notify({type: 'retried', service, operation, attempt: attempt + 1, reason})
    await pause(delay, signal)
  }
  return refusals.sort((one, other) => one.index - other.index)
}

function toRefusal({index, code, message}: Refused): Refusal {
  return {index, code, message}
}
