import {createHash} from 'node:crypto'

import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import {type Json, writeJson} from './json.js'
import type {Stage} from './stage.js'
import type {World} from './world.js'

/** Lambda as the scenario tells it. */
export function answerLambda({world}: Stage, request: ServiceRequest, operation: string): ServiceResponse {
  if (operation === 'ListFunctions') {
    return answer({Functions: [...world.functions.keys()].map((name) => configuration(world, name))})
  }
  const name = functionNamed(request)
  if (!world.functions.has(name)) {
    const arn = `arn:aws:lambda:${world.region}:${world.accountId}:function:${name}`
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${arn}`, 404)
  }
  if (operation === 'GetFunctionConfiguration') return answer(configuration(world, name))
  if (operation === 'GetFunction') return answer({Configuration: configuration(world, name), Code: code(world, name)})
  throw new ServiceError('InvalidAction', `A scenario does not play the Lambda operation ${operation}`)
}

/** By name or ARN, from the path of the call. */
export function functionNamed({path}: ServiceRequest): string {
  const named = decodeURIComponent(path.split('/')[3] ?? '')
  return named.startsWith('arn:') ? (named.split(':')[6] ?? named) : named
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
function configuration({functions, region, accountId}: World, name: string): Json {
  const {scene, modifiedAt} = functions.get(name) ?? {}
  if (!scene) return {}
  const image = scene.resolvedImageUri ?? scene.imageUri ?? name
  return {
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    PackageType: scene.packageType ?? 'Image',
    State: scene.state,
    StateReason: scene.stateReason,
    StateReasonCode: scene.stateReasonCode,
    LastUpdateStatus: scene.lastUpdateStatus,
    LastUpdateStatusReason: scene.lastUpdateStatusReason,
    LastUpdateStatusReasonCode: scene.lastUpdateStatusReasonCode,
    CodeSha256: scene.codeSha256 ?? createHash('sha256').update(image).digest('hex'),
    LastModified: new Date(modifiedAt ?? 0).toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    LoggingConfig: {LogFormat: 'Text', LogGroup: scene.logGroup ?? `/aws/lambda/${name}`},
  }
}

function code({functions}: World, name: string): Json {
  const scene = functions.get(name)?.scene
  return {
    RepositoryType: (scene?.packageType ?? 'Image') === 'Image' ? 'ECR' : 'S3',
    ImageUri: scene?.imageUri,
    ResolvedImageUri: scene?.resolvedImageUri,
  }
}

function answer(body: Json): ServiceResponse {
  return writeJson(body, 'application/json')
}
