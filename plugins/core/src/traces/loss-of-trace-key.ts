import type {Context} from '../context.js'
import type {DataLoss} from '../events.js'
import {isSameKey} from './is-same-key.js'

/** What deleting the part with this key changes for the whole account and region. */
export async function lossOfTraceKey(
  part: string,
  key: string | undefined,
  {traces}: Pick<Context, 'traces'>,
): Promise<DataLoss[]> {
  const {key: now} = key === undefined ? {} : await traces.encryption()
  if (key === undefined || now === undefined || !isSameKey(now, key)) return []
  return [
    {
      part,
      logicalId: 'TraceEncryption',
      resourceType: 'AWS::XRay::EncryptionConfig',
      physicalId: now,
      grave: false,
      reason: 'X-Ray goes back to its own key, in the whole account and region; traces of until now need this one',
    },
  ]
}
