import {
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteResourceCommand,
  DeleteRestApiCommand,
  type EndpointConfiguration,
  type EndpointType,
  GetResourceCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  type PatchOperation,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccountCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {retag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::ApiGateway::RestApi, made of resources and methods and not of an OpenAPI document. */
export const restApi: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {id} = await gateway.send(
      new CreateRestApiCommand({
        name: (properties['Name'] as string | undefined) ?? scope.generatedName(128),
        description: properties['Description'] as string | undefined,
        apiKeySource: properties['ApiKeySourceType'] as 'HEADER' | 'AUTHORIZER' | undefined,
        binaryMediaTypes: properties['BinaryMediaTypes'] as string[] | undefined,
        disableExecuteApiEndpoint: properties['DisableExecuteApiEndpoint'] as boolean | undefined,
        endpointConfiguration: endpointOf(properties),
        minimumCompressionSize: properties['MinimumCompressionSize'] as number | undefined,
        policy: properties['Policy'] === undefined ? undefined : jsonText(properties['Policy']),
        tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return finishOrUndo(
      async () => {
        const {items = []} = await gateway.send(new GetResourcesCommand({restApiId: id}))
        const root = items.find(({path}) => path === '/')
        return {physicalId: id!, attributes: {RestApiId: id, RootResourceId: root?.id}}
      },
      () => gateway.send(new DeleteRestApiCommand({restApiId: id})),
    )
  },

  async update(current, next, previous, scope) {
    const gateway = await scope.clients.apiGateway()
    const restApiId = current.physicalId
    const patchOperations = patches(next, previous)
    if (patchOperations.length > 0) await gateway.send(new UpdateRestApiCommand({restApiId, patchOperations}))
    const {tags = {}} = await gateway.send(new GetRestApiCommand({restApiId}))
    const resourceArn = `arn:aws:apigateway:${scope.region}::/restapis/${restApiId}`
    await retag({
      current: tags,
      wanted: tagsOf(next, scope),
      add: (added) => gateway.send(new TagResourceCommand({resourceArn, tags: tagMap(added)})),
      remove: (tagKeys) => gateway.send(new UntagResourceCommand({resourceArn, tagKeys})),
    })
    return current
  },

  async delete({physicalId: restApiId}, _properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const found = await unlessGone(() => gateway.send(new GetRestApiCommand({restApiId})))
    if (found) await gateway.send(new DeleteRestApiCommand({restApiId}))
  },
}

/** AWS::ApiGateway::Resource */
export const resource: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {ParentId, PathPart, RestApiId} = properties as Record<string, string>
    const {id} = await gateway.send(
      new CreateResourceCommand({parentId: ParentId, pathPart: PathPart, restApiId: RestApiId}),
    )
    return {physicalId: id!, attributes: {ResourceId: id}}
  },

  async delete({physicalId: resourceId}, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const of = {restApiId: properties['RestApiId'] as string, resourceId}
    const found = await unlessGone(() => gateway.send(new GetResourceCommand(of)))
    if (found) await gateway.send(new DeleteResourceCommand(of))
  },
}

/** AWS::ApiGateway::Account: one for each region, so deleting it changes nothing there. */
export const account: ResourceHandler = {
  async create(properties, scope) {
    await setRole(properties, scope)
    const id = scope.generatedName(128)
    return {physicalId: id, attributes: {Id: id}}
  },

  async update(current, next, _previous, scope) {
    await setRole(next, scope)
    return current
  },

  delete: () => Promise.resolve(),
}

async function setRole(properties: Properties, scope: HandlerScope): Promise<void> {
  const gateway = await scope.clients.apiGateway()
  const value = (properties['CloudWatchRoleArn'] as string | undefined) ?? ''
  await gateway.send(new UpdateAccountCommand({patchOperations: [{op: 'replace', path: '/cloudwatchRoleArn', value}]}))
}

function endpointOf(properties: Properties): EndpointConfiguration | undefined {
  const given = properties['EndpointConfiguration'] as {Types?: EndpointType[]; VpcEndpointIds?: string[]} | undefined
  return given && {types: given.Types, vpcEndpointIds: given.VpcEndpointIds}
}

/** "Patch operations" in the API Gateway API Reference; a type of endpoint and the media types are lists there. */
function patches(next: Properties, previous: Properties): PatchOperation[] {
  const scalars = {
    ApiKeySourceType: ['/apiKeySource', 'HEADER'],
    Description: ['/description', ''],
    DisableExecuteApiEndpoint: ['/disableExecuteApiEndpoint', 'false'],
    Name: ['/name', ''],
    Policy: ['/policy', ''],
  } as const
  const found: PatchOperation[] = Object.entries(scalars).flatMap(([name, [path, byDefault]]) =>
    hasChanged(next, previous, name)
      ? [{op: 'replace', path, value: next[name] === undefined ? byDefault : jsonText(next[name])}]
      : [],
  )
  const [types, typesBefore] = [next, previous].map((one) => endpointOf(one)?.types?.[0] ?? 'EDGE')
  if (types !== typesBefore)
    found.push({op: 'replace', path: `/endpointConfiguration/types/${typesBefore}`, value: types!})
  const [media, mediaBefore] = [next, previous].map((one) => (one['BinaryMediaTypes'] ?? []) as string[])
  const path = (type: string) => `/binaryMediaTypes/${type.replaceAll('/', '~1')}`
  for (const value of mediaBefore!.filter((one) => !media!.includes(one)))
    found.push({op: 'remove', path: path(value), value})
  for (const value of media!.filter((one) => !mediaBefore!.includes(one)))
    found.push({op: 'add', path: path(value), value})
  return found
}
