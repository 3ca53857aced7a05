import {
  type APIGatewayClient,
  DeleteMethodCommand,
  GetMethodCommand,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutIntegrationResponseCommand,
  type PutIntegrationResponseCommandInput,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway'

import type {Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {lowerFirstKeys} from './lower-first-keys.js'
import {unlessGone} from './unless-gone.js'

interface Place {
  readonly restApiId: string
  readonly resourceId: string
  readonly httpMethod: string
}

/** AWS::ApiGateway::Method with its integration and its responses. */
export const method: ResourceHandler = {
  async create(properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const place = placeOf(properties)
    await gateway.send(new PutMethodCommand(methodInput(place, properties)))
    return finishOrUndo(
      async () => {
        await putRest(place, properties, gateway)
        return {physicalId: Object.values(place).join('|'), attributes: {}}
      },
      () => gateway.send(new DeleteMethodCommand(place)),
    )
  },

  // A put replaces all of a method, its integration included.
  async update(current, next, _previous, scope) {
    const gateway = await scope.clients.apiGateway()
    const place = placeOf(next)
    await gateway.send(new PutMethodCommand(methodInput(place, next)))
    await putRest(place, next, gateway)
    return current
  },

  async delete(_current, properties, scope) {
    const gateway = await scope.clients.apiGateway()
    const place = placeOf(properties)
    const found = await unlessGone(() => gateway.send(new GetMethodCommand(place)))
    if (found) await gateway.send(new DeleteMethodCommand(place))
  },
}

function placeOf(properties: Properties): Place {
  const {RestApiId = '', ResourceId = '', HttpMethod = ''} = properties as Record<string, string>
  return {restApiId: RestApiId, resourceId: ResourceId, httpMethod: HttpMethod}
}

const VERBATIM = [
  'RequestModels',
  'RequestParameters',
  'RequestTemplates',
  'ResponseModels',
  'ResponseParameters',
  'ResponseTemplates',
]

function methodInput(place: Place, properties: Properties): PutMethodCommandInput {
  const names = [
    ...['ApiKeyRequired', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'OperationName'],
    ...['RequestModels', 'RequestParameters', 'RequestValidatorId'],
  ]
  const given = Object.fromEntries(names.flatMap((name) => (name in properties ? [[name, properties[name]]] : [])))
  return {
    authorizationType: 'NONE',
    ...lowerFirstKeys<Partial<PutMethodCommandInput>>(given, {verbatim: VERBATIM}),
    ...place,
  }
}

type Integration = Omit<PutIntegrationCommandInput, keyof Place> & {
  readonly integrationResponses?: Omit<PutIntegrationResponseCommandInput, keyof Place>[]
}

async function putRest(place: Place, properties: Properties, gateway: APIGatewayClient): Promise<void> {
  const rules = {verbatim: VERBATIM, renamed: {IntegrationHttpMethod: 'integrationHttpMethod', Uri: 'uri'}}
  const responses = (properties['MethodResponses'] ?? []) as {StatusCode: string | number}[]
  for (const {StatusCode, ...rest} of responses)
    await gateway.send(
      new PutMethodResponseCommand({...lowerFirstKeys<object>(rest, rules), ...place, statusCode: String(StatusCode)}),
    )

  const given = properties['Integration']
  if (given === undefined) return
  const {integrationResponses = [], ...integration} = lowerFirstKeys<Integration>(given, rules)
  await gateway.send(new PutIntegrationCommand({...integration, ...place}))
  for (const {statusCode, ...rest} of integrationResponses)
    await gateway.send(new PutIntegrationResponseCommand({...rest, ...place, statusCode: String(statusCode)}))
}
