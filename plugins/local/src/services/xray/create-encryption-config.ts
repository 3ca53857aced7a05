import type {Correction} from '../../server/front.js'
import {requestJson} from '../../server/corrections/json-body.js'
import {ServiceError, type ServiceResponse} from '../../server/service.js'
import type {ServiceClients} from '../cloudformation/clients.js'

export interface EncryptionConfigOptions {
  /** For the keys. */
  readonly clients: (region: string) => ServiceClients
  /** How long a change is UPDATING; on AWS it is minutes. */
  readonly stateMs?: number
}

interface Config {
  readonly type: 'NONE' | 'KMS'
  readonly keyId: string | undefined
  /** UPDATING until then. */
  readonly until: number
}

export interface EncryptionConfig {
  readonly corrections: Readonly<Record<string, Correction>>
  clear(): void
}

/** How X-Ray encrypts, one for each region ("PutEncryptionConfig" in the AWS X-Ray API Reference). moto does not have it. */
export function createEncryptionConfig({clients, stateMs = 1000}: EncryptionConfigOptions): EncryptionConfig {
  const regions = new Map<string, Config>()
  const shown = (region: string): ServiceResponse => {
    const {type, keyId, until} = regions.get(region) ?? {type: 'NONE', keyId: undefined, until: 0}
    const Status = Date.now() < until ? 'UPDATING' : 'ACTIVE'
    return {
      status: 200,
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({EncryptionConfig: {KeyId: keyId ?? null, Status, Type: type}}),
    }
  }
  return {
    clear: () => regions.clear(),
    corrections: {
      'xray.GetEncryptionConfig': ({region}) => Promise.resolve(shown(region)),
      'xray.PutEncryptionConfig': async (request) => {
        const {Type, KeyId} = requestJson<{Type?: string; KeyId?: string}>(request)
        if (Type !== 'NONE' && Type !== 'KMS') throw invalid(`Invalid encryption type: ${Type}`)
        if (Type === 'NONE' && KeyId !== undefined)
          throw invalid('KeyId must not be given for the encryption type NONE')
        const keyId = Type === 'KMS' ? await keyArn(KeyId, clients(request.region)) : undefined
        regions.set(request.region, {type: Type, keyId, until: Date.now() + stateMs})
        return shown(request.region)
      },
    },
  }
}

/** Of an id, an ARN or an alias; a key that is off, or about to go, cannot be used. */
async function keyArn(KeyId: string | undefined, clients: ServiceClients): Promise<string> {
  if (KeyId === undefined) throw invalid('KeyId is required for the encryption type KMS')
  const {DescribeKeyCommand} = await import('@aws-sdk/client-kms')
  const kms = await clients.kms()
  const {KeyMetadata} = await kms.send(new DescribeKeyCommand({KeyId})).catch((error: Error) => {
    throw invalid(`Invalid KMS key ${KeyId}: ${error.message}`)
  })
  if (KeyMetadata?.KeyState !== 'Enabled') throw invalid(`Invalid KMS key ${KeyId}: it is ${KeyMetadata?.KeyState}`)
  return KeyMetadata.Arn ?? KeyId
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message)
}
