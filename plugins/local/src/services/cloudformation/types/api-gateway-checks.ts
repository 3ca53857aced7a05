import {
  CreateModelCommand,
  CreateRequestValidatorCommand,
  DeleteGatewayResponseCommand,
  DeleteModelCommand,
  DeleteRequestValidatorCommand,
  type GatewayResponseType,
  GetGatewayResponseCommand,
  GetModelCommand,
  GetRequestValidatorCommand,
  type PatchOperation,
  PutGatewayResponseCommand,
  UpdateRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {jsonText} from './json-text.js'
import {unlessGone} from './unless-gone.js'

/** AWS::ApiGateway::RequestValidator */
export const requestValidator: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const {id} = await gateway.send(
      new CreateRequestValidatorCommand({
        restApiId: apiOf(properties),
        name: (properties['Name'] as string | undefined) ?? scope.generatedName(128),
        validateRequestBody: properties['ValidateRequestBody'] === true,
        validateRequestParameters: properties['ValidateRequestParameters'] === true,
      }),
    )
    return {physicalId: id!, attributes: {RequestValidatorId: id}}
  },

  async update(current, next, _previous, scope) {
    const gateway = await scope.clients.apiGateway()
    const patchOperations: PatchOperation[] = ['ValidateRequestBody', 'ValidateRequestParameters'].map((name) => ({
      op: 'replace',
      path: `/${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      value: String(next[name] === true),
    }))
    const requestValidatorId = current.physicalId
    await gateway.send(new UpdateRequestValidatorCommand({restApiId: apiOf(next), requestValidatorId, patchOperations}))
    return current
  },

  async delete({physicalId: requestValidatorId}, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const of = {restApiId: apiOf(properties), requestValidatorId}
    const found = await unlessGone(() => gateway.send(new GetRequestValidatorCommand(of)))
    if (found) await gateway.send(new DeleteRequestValidatorCommand(of))
  },
}

/** AWS::ApiGateway::Model */
export const model: ResourceHandler = {
  async create(properties, scope) {
    const name = (properties['Name'] as string | undefined) ?? scope.generatedName(128).replaceAll(/[^A-Za-z0-9]/g, '')
    await putModel(name, properties, scope)
    return {physicalId: name, attributes: {}}
  },

  // moto does not have UpdateModel.
  async update(current, next, previous, scope) {
    await this.delete(current, previous, scope)
    await putModel(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId: modelName}, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const of = {restApiId: apiOf(properties), modelName}
    const found = await unlessGone(() => gateway.send(new GetModelCommand(of)))
    if (found) await gateway.send(new DeleteModelCommand(of))
  },
}

/** AWS::ApiGateway::GatewayResponse */
export const gatewayResponse: ResourceHandler = {
  async create(properties, scope) {
    await putResponse(properties, scope)
    const id = scope.generatedName(128)
    return {physicalId: id, attributes: {Id: id}}
  },

  async update(current, next, _previous, scope) {
    await putResponse(next, scope)
    return current
  },

  async delete(_current, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const of = {restApiId: apiOf(properties), responseType: properties['ResponseType'] as GatewayResponseType}
    const found = await unlessGone(() => gateway.send(new GetGatewayResponseCommand(of)))
    if (found) await gateway.send(new DeleteGatewayResponseCommand(of))
  },
}

function apiOf(properties: Properties): string {
  return properties['RestApiId'] as string
}

async function putModel(name: string, properties: Properties, scope: HandlerScope): Promise<void> {
  const gateway = await scope.clients.apiGateway()
  const {ContentType: contentType = 'application/json', Description: description} = properties as Record<string, string>
  const schema = properties['Schema'] === undefined ? undefined : jsonText(properties['Schema'])
  await gateway.send(new CreateModelCommand({restApiId: apiOf(properties), name, contentType, description, schema}))
}

async function putResponse(properties: Properties, scope: HandlerScope): Promise<void> {
  const gateway = await scope.clients.apiGateway()
  const status = properties['StatusCode'] as string | number | undefined
  await gateway.send(
    new PutGatewayResponseCommand({
      restApiId: apiOf(properties),
      responseType: properties['ResponseType'] as GatewayResponseType,
      statusCode: status === undefined ? undefined : String(status),
      responseParameters: properties['ResponseParameters'] as Record<string, string> | undefined,
      responseTemplates: properties['ResponseTemplates'] as Record<string, string> | undefined,
    }),
  )
}
