import type {XRay} from '@aws-sdk/client-xray'

import type {TraceEncryption, Traces} from '../ports/traces.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {createService, type Service} from './create-service.js'

/** X-Ray takes up to five minutes (AWS X-Ray Developer Guide, "Configuring encryption"). */
const LOOK_EVERY_MS = 5_000

export function createTraces(access: AwsAccess): Traces {
  const xray = createService('XRay', access, async (config) => {
    const {XRay} = await import('@aws-sdk/client-xray')
    return new XRay(config)
  })
  return {
    encryption: (signal = access.signal) => look(xray, signal),
    async encrypt(key, signal = access.signal) {
      // While a change is under way there is no other.
      await untilActive(xray, signal)
      const request = key === undefined ? {Type: 'NONE' as const} : {Type: 'KMS' as const, KeyId: key}
      await xray.call('PutEncryptionConfig', (client, options) => client.putEncryptionConfig(request, options), {
        signal,
      })
      await untilActive(xray, signal)
    },
  }
}

async function look(xray: Service<XRay>, signal: AbortSignal): Promise<TraceEncryption> {
  const {EncryptionConfig} = await xray.call(
    'GetEncryptionConfig',
    (client, options) => client.getEncryptionConfig({}, options),
    {signal},
  )
  const {KeyId, Status, Type} = answered(EncryptionConfig, 'XRay', 'GetEncryptionConfig')
  return {...(Type === 'KMS' && KeyId && {key: KeyId}), updating: Status === 'UPDATING'}
}

async function untilActive(xray: Service<XRay>, signal: AbortSignal): Promise<void> {
  while ((await look(xray, signal)).updating) await xray.access.pause(LOOK_EVERY_MS, signal)
}
