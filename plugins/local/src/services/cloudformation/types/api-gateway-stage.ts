import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteStageCommand,
  GetDeploymentCommand,
  GetStageCommand,
  type PatchOperation,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDeploymentCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway'

import type {Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {stageSettings} from './api-gateway-stage-settings.js'
import {retag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::ApiGateway::Deployment: the methods as they are now. What changes later needs another deployment. */
export const deployment: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {RestApiId: restApiId, StageName: stageName, Description: description} = texts(properties)
    const {id} = await gateway.send(new CreateDeploymentCommand({restApiId, stageName, description}))
    return {physicalId: id!, attributes: {DeploymentId: id}}
  },

  async update(current, next, previous, scope) {
    if (!hasChanged(next, previous, 'Description')) return current
    const gateway = await scope.clients.apiGateway()
    const {RestApiId: restApiId, Description: value = ''} = texts(next)
    const patchOperations: PatchOperation[] = [{op: 'replace', path: '/description', value}]
    await gateway.send(new UpdateDeploymentCommand({restApiId, deploymentId: current.physicalId, patchOperations}))
    return current
  },

  async delete({physicalId: deploymentId}, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {RestApiId: restApiId, StageName: stageName} = texts(properties)
    const found = await unlessGone(() => gateway.send(new GetDeploymentCommand({restApiId, deploymentId})))
    if (!found) return
    // The stage that came with it goes with it, unless a later deployment has taken it over.
    if (stageName !== undefined) {
      const stage = await unlessGone(() => gateway.send(new GetStageCommand({restApiId, stageName})))
      if (stage?.deploymentId === deploymentId) await gateway.send(new DeleteStageCommand({restApiId, stageName}))
    }
    await gateway.send(new DeleteDeploymentCommand({restApiId, deploymentId}))
  },
}

/** AWS::ApiGateway::Stage */
export const stage: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {RestApiId: restApiId, StageName: stageName = 'default'} = texts(properties)
    const {
      DeploymentId: deploymentId,
      Description: description,
      DocumentationVersion: documentationVersion,
    } = texts(properties)
    await gateway.send(
      new CreateStageCommand({
        restApiId,
        stageName,
        deploymentId,
        description,
        documentationVersion,
        tracingEnabled: properties['TracingEnabled'] as boolean | undefined,
        variables: properties['Variables'] as Record<string, string> | undefined,
        tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return finishOrUndo(
      async () => {
        await patch({restApiId, stageName}, stageSettings(properties, {}), gateway)
        return {physicalId: stageName, attributes: {}}
      },
      () => gateway.send(new DeleteStageCommand({restApiId, stageName})),
    )
  },

  async update(current, next, previous, scope) {
    const gateway = await scope.clients.apiGateway()
    const of = {restApiId: texts(next).RestApiId, stageName: current.physicalId}
    await patch(of, [...changes(next, previous), ...stageSettings(next, previous)], gateway)
    const {tags = {}} = await gateway.send(new GetStageCommand(of))
    const resourceArn = `arn:aws:apigateway:${scope.region}::/restapis/${of.restApiId}/stages/${of.stageName}`
    await retag({
      current: tags,
      wanted: tagsOf(next, scope),
      add: (added) => gateway.send(new TagResourceCommand({resourceArn, tags: tagMap(added)})),
      remove: (tagKeys) => gateway.send(new UntagResourceCommand({resourceArn, tagKeys})),
    })
    return current
  },

  async delete({physicalId: stageName}, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {RestApiId: restApiId} = texts(properties)
    await unlessGone(() => gateway.send(new DeleteStageCommand({restApiId, stageName})))
  },
}

function texts(properties: Properties): {RestApiId: string} & Record<string, string | undefined> {
  return properties as {RestApiId: string} & Record<string, string | undefined>
}

async function patch(
  of: {restApiId: string; stageName: string},
  patchOperations: PatchOperation[],
  gateway: APIGatewayClient,
): Promise<void> {
  if (patchOperations.length > 0) await gateway.send(new UpdateStageCommand({...of, patchOperations}))
}

function changes(next: Properties, previous: Properties): PatchOperation[] {
  const scalars = {DeploymentId: '/deploymentId', Description: '/description', TracingEnabled: '/tracingEnabled'}
  const found: PatchOperation[] = Object.entries(scalars).flatMap(([name, path]) => {
    const value = next[name] as string | boolean | undefined
    const byDefault = name === 'TracingEnabled' ? 'false' : ''
    return hasChanged(next, previous, name) ? [{op: 'replace', path, value: String(value ?? byDefault)}] : []
  })
  const [variables, before] = [next, previous].map((one) => (one['Variables'] ?? {}) as Record<string, string>)
  for (const [name, value] of Object.entries(variables!))
    if (before![name] !== value) found.push({op: 'replace', path: `/variables/${name}`, value})
  for (const [name, value] of Object.entries(before!))
    if (!(name in variables!)) found.push({op: 'remove', path: `/variables/${name}`, value})
  return found
}
