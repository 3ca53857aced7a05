import type {Correction} from '../front.js'
import type {ServiceRequest} from '../service.js'
import {requestJson, withJson} from './json-body.js'

type Settings = Record<string, unknown>
type Configuration = Settings & {readonly FunctionName: string}

/** moto 5.2.1 drops the first four always and the others when a function is updated. */
const DROPPED = [
  'DeadLetterConfig',
  'FileSystemConfigs',
  'KMSKeyArn',
  'LoggingConfig',
  'EphemeralStorage',
  'ImageConfig',
  'TracingConfig',
]

/** What moto dropped, for as long as it knows the function: it keeps all its own state in memory too. */
const dropped = new Map<string, Settings>()

/** CreateFunction */
export const lambdaCreateFunction: Correction = async (request, forward) => {
  const answer = await forward(request)
  return withJson<Configuration>(answer, (configuration) => {
    dropped.set(key(request, configuration.FunctionName), settings(request))
    return complete(request, configuration)
  })
}

/** UpdateFunctionConfiguration: what is not sent stays as it was. */
export const lambdaUpdateFunctionConfiguration: Correction = async (request, forward) => {
  const answer = await forward(request)
  return withJson<Configuration>(answer, (configuration) => {
    const id = key(request, configuration.FunctionName)
    dropped.set(id, {...dropped.get(id), ...settings(request)})
    return complete(request, configuration)
  })
}

/** GetFunctionConfiguration and UpdateFunctionCode answer with the configuration alone. */
export const lambdaConfiguration: Correction = async (request, forward) =>
  withJson<Configuration>(await forward(request), (configuration) => complete(request, configuration))

/** ListFunctions */
export const lambdaListFunctions: Correction = async (request, forward) =>
  withJson<{Functions: Configuration[]}>(await forward(request), (answer) => ({
    ...answer,
    Functions: answer.Functions.map((configuration) => complete(request, configuration)),
  }))

/** GetFunction */
export const lambdaGetFunction: Correction = async (request, forward) =>
  withJson<{Configuration: Configuration; Code: Code}>(await forward(request), (answer) => ({
    ...answer,
    Configuration: complete(request, answer.Configuration),
    Code: resolved(answer.Code),
  }))

interface Code {
  readonly ImageUri?: string
  readonly ResolvedImageUri?: string
}

/** moto cuts an image's name at its first colon, be it a port's, and puts a digest of its own behind it. */
function resolved(code: Code): Code {
  const {ImageUri, ResolvedImageUri} = code
  if (!ImageUri || !ResolvedImageUri) return code
  if (ImageUri.includes('@sha256:')) return {...code, ResolvedImageUri: ImageUri}

  const withoutTag = ImageUri.replace(/:[^:/]+$/, '')
  const digest = ResolvedImageUri.slice(ResolvedImageUri.lastIndexOf('@'))
  return {...code, ResolvedImageUri: withoutTag + digest}
}

function complete(request: ServiceRequest, configuration: Configuration): Configuration {
  const {FunctionName} = configuration
  const {ImageConfig, LoggingConfig, ...known} = dropped.get(key(request, FunctionName)) ?? {}
  return {
    ...configuration,
    ...known,
    // Where a function logs is part of Lambda's every answer.
    LoggingConfig: {LogFormat: 'Text', LogGroup: `/aws/lambda/${FunctionName}`, ...(LoggingConfig as Settings)},
    ...(ImageConfig !== undefined && {ImageConfigResponse: {ImageConfig}}),
  }
}

function settings(request: ServiceRequest): Settings {
  return Object.fromEntries(Object.entries(requestJson(request)).filter(([name]) => DROPPED.includes(name)))
}

function key({accountId, region}: ServiceRequest, name: string): string {
  return `${accountId}/${region}/${name}`
}
