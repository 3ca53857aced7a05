import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  type PatchOperation,
  type QuotaSettings,
  type ThrottleSettings,
  UpdateApiKeyCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway'

import type {Properties, ResourceHandler} from '../handler.js'
import {hasChanged} from './has-changed.js'
import {lowerFirstKeys} from './lower-first-keys.js'
import {tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::ApiGateway::ApiKey */
export const apiKey: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {Name, Value: value, Description: description, CustomerId: customerId} = properties as Record<string, string>
    const {id} = await gateway.send(
      new CreateApiKeyCommand({
        name: Name ?? scope.generatedName(128),
        value,
        description,
        customerId,
        // A key is off unless the template says otherwise: "AWS::ApiGateway::ApiKey".
        enabled: properties['Enabled'] === true,
        tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return {physicalId: id!, attributes: {APIKeyId: id}}
  },

  async update(current, next, previous, scope) {
    const gateway = await scope.clients.apiGateway()
    const fields = {CustomerId: '/customerId', Description: '/description', Enabled: '/enabled'}
    const patchOperations: PatchOperation[] = Object.entries(fields).flatMap(([name, path]) => {
      const value = next[name] as string | boolean | undefined
      const byDefault = name === 'Enabled' ? 'false' : ''
      return hasChanged(next, previous, name) ? [{op: 'replace', path, value: String(value ?? byDefault)}] : []
    })
    if (patchOperations.length > 0)
      await gateway.send(new UpdateApiKeyCommand({apiKey: current.physicalId, patchOperations}))
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const found = await unlessGone(() => gateway.send(new GetApiKeyCommand({apiKey: physicalId})))
    if (found) await gateway.send(new DeleteApiKeyCommand({apiKey: physicalId}))
  },
}

interface ApiStage {
  readonly ApiId?: string
  readonly Stage?: string
}

/** AWS::ApiGateway::UsagePlan */
export const usagePlan: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {UsagePlanName, Description: description} = properties as Record<string, string>
    const {id} = await gateway.send(
      new CreateUsagePlanCommand({
        name: UsagePlanName ?? scope.generatedName(128),
        description,
        apiStages: stages(properties).map(({ApiId: apiId, Stage: stage}) => ({apiId, stage})),
        quota: lowerFirstKeys<QuotaSettings | undefined>(properties['Quota']),
        throttle: lowerFirstKeys<ThrottleSettings | undefined>(properties['Throttle']),
        tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return {physicalId: id!, attributes: {Id: id}}
  },

  async update(current, next, previous, scope) {
    const gateway = await scope.clients.apiGateway()
    const patchOperations = planChanges(next, previous)
    if (patchOperations.length > 0)
      await gateway.send(new UpdateUsagePlanCommand({usagePlanId: current.physicalId, patchOperations}))
    return current
  },

  async delete({physicalId: usagePlanId}, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const found = await unlessGone(() => gateway.send(new GetUsagePlanCommand({usagePlanId})))
    if (!found) return
    // API Gateway deletes no plan that still has stages.
    const patchOperations = planChanges({...properties, ApiStages: []}, properties)
    if (patchOperations.length > 0) await gateway.send(new UpdateUsagePlanCommand({usagePlanId, patchOperations}))
    await gateway.send(new DeleteUsagePlanCommand({usagePlanId}))
  },
}

function stages(properties: Properties): ApiStage[] {
  return (properties['ApiStages'] ?? []) as ApiStage[]
}

function planChanges(next: Properties, previous: Properties): PatchOperation[] {
  const found: PatchOperation[] = []
  for (const [name, path] of [
    ['UsagePlanName', '/name'],
    ['Description', '/description'],
  ] as const)
    if (hasChanged(next, previous, name))
      found.push({op: 'replace', path, value: (next[name] as string | undefined) ?? ''})
  const [wanted, before] = [next, previous].map((one) => stages(one).map(({ApiId, Stage}) => `${ApiId}:${Stage}`))
  for (const value of before!.filter((one) => !wanted!.includes(one)))
    found.push({op: 'remove', path: '/apiStages', value})
  for (const value of wanted!.filter((one) => !before!.includes(one)))
    found.push({op: 'add', path: '/apiStages', value})
  for (const [name, path] of [
    ['Quota', '/quota'],
    ['Throttle', '/throttle'],
  ] as const) {
    if (!hasChanged(next, previous, name)) continue
    const limits = lowerFirstKeys<Record<string, string | number> | undefined>(next[name])
    if (!limits) found.push({op: 'remove', path})
    for (const [field, value] of Object.entries(limits ?? {}))
      found.push({op: 'replace', path: `${path}/${field}`, value: String(value)})
  }
  return found
}

/** AWS::ApiGateway::UsagePlanKey */
export const usagePlanKey: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {KeyId, KeyType, UsagePlanId} = properties as Record<'KeyId' | 'KeyType' | 'UsagePlanId', string>
    await gateway.send(new CreateUsagePlanKeyCommand({keyId: KeyId, keyType: KeyType, usagePlanId: UsagePlanId}))
    const id = `${KeyId}:${UsagePlanId}`
    return {physicalId: id, attributes: {Id: id}}
  },

  async delete(_current, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const of = {keyId: properties['KeyId'] as string, usagePlanId: properties['UsagePlanId'] as string}
    const found = await unlessGone(() => gateway.send(new GetUsagePlanKeyCommand(of)))
    if (found) await gateway.send(new DeleteUsagePlanKeyCommand(of))
  },
}
