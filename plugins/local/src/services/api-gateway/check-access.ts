import type {APIGatewayClient, Method} from '@aws-sdk/client-api-gateway'

import type {AwsCall} from '../../server/aws-call.js'
import type {ServiceResponse} from '../../server/service.js'
import {refusal} from './refusal.js'

export interface AccessOf {
  readonly method: Method
  readonly call: AwsCall
  readonly region: string
  readonly api: string
  readonly stage: string
  /** The `x-api-key` header. */
  readonly apiKey: string | undefined
}

/** Who may call a method: anybody, who signs, who has a key. A signature has to be there and for this; nobody checks it. */
export async function checkAccess(of: AccessOf, gateway: APIGatewayClient): Promise<ServiceResponse | undefined> {
  const {method, call, region} = of
  if (method.authorizationType === 'AWS_IAM') {
    if (call.service === undefined) return refusal(403, 'Missing Authentication Token')
    if (call.service !== 'execute-api')
      return refusal(403, "Credential should be scoped to correct service: 'execute-api'.")
    if (call.region !== region)
      return refusal(403, `Credential should be scoped to a valid region, not '${call.region}'.`)
  } else if (method.authorizationType !== undefined && method.authorizationType !== 'NONE')
    return refusal(501, `the local API Gateway does not have the authorization ${method.authorizationType}`)
  return method.apiKeyRequired && !(await hasKey(of, gateway)) ? refusal(403, 'Forbidden') : undefined
}

/** An enabled key of a usage plan of that stage. */
async function hasKey({api, stage, apiKey}: AccessOf, gateway: APIGatewayClient): Promise<boolean> {
  if (apiKey === undefined) return false
  const {GetApiKeyCommand, GetUsagePlanKeysCommand, GetUsagePlansCommand} = await import('@aws-sdk/client-api-gateway')
  const {items: plans = []} = await gateway.send(new GetUsagePlansCommand({limit: 500}))
  for (const {id: usagePlanId, apiStages = []} of plans) {
    if (!apiStages.some((one) => one.apiId === api && one.stage === stage)) continue
    const {items: keys = []} = await gateway.send(new GetUsagePlanKeysCommand({usagePlanId, limit: 500}))
    for (const {id} of keys) {
      const {enabled, value} = await gateway.send(new GetApiKeyCommand({apiKey: id, includeValue: true}))
      if (enabled && value === apiKey) return true
    }
  }
  return false
}
