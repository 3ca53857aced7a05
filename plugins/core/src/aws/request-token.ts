import {randomBytes} from 'node:crypto'

/** A name that no other run uses; as `ClientRequestToken` it makes a repeated request harmless. */
export function createRequestToken(): string {
  return `aws-stack-${Date.now()}-${randomBytes(4).toString('hex')}`
}
