import type {CreateFunctionRequest} from '@aws-sdk/client-lambda'

import type {ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall} from '../lambda-operation.js'
import {conflict, invalid} from '../state/faults.js'
import {functionArn, parseName} from '../state/names.js'
import {type FunctionState, functionsOf} from '../state/world.js'
import {changed, digestOf} from './change.js'
import {checkSettings, vpcConfig} from './check-settings.js'
import {requireImage} from './require-image.js'
import {DEFAULTS, shownSettings} from './settings.js'

/** Only images come here. */
export async function createFunction({
  input,
  request,
  world,
}: LambdaCall<CreateFunctionRequest>): Promise<ServiceResponse> {
  const {region} = request
  const {name} = parseName(input.FunctionName ?? '')
  const functions = functionsOf(world, region)
  if (functions.has(name)) throw conflict(`Function already exist: ${name}`)
  const {Architectures = ['x86_64'], Code: {ImageUri = ''} = {}, Tags = {}} = input
  if (ImageUri === '') throw invalid('Please provide a source image.')
  await checkSettings(input, region, world)
  const image = await requireImage(ImageUri, region, world)

  const arn = functionArn(region, world.options.accountId, name)
  const shown = {
    ...DEFAULTS,
    LoggingConfig: {LogFormat: 'Text' as const, LogGroup: `/aws/lambda/${name}`},
    ...shownSettings(input, await vpcConfig(input, region, world), name),
    FunctionName: name,
    FunctionArn: arn,
    Architectures,
    CodeSha256: digestOf(image),
    CodeSize: 0,
    PackageType: 'Image' as const,
    Version: '$LATEST',
  }
  const it: FunctionState = {
    name,
    region,
    arn,
    shown,
    code: {RepositoryType: 'ECR', ImageUri, ResolvedImageUri: image},
    tags: {...Tags},
    policy: [],
    eventInvoke: undefined,
    reserved: undefined,
    live: {configuration: shown, image, environments: new Set()},
    running: 0,
    deleted: false,
  }
  functions.set(name, it)
  changed(it, {State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating'}, world)
  return answer(it.shown, 201)
}
