import type {UpdateFunctionCodeRequest, UpdateFunctionConfigurationRequest} from '@aws-sdk/client-lambda'

import {ServiceError, type ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall} from '../lambda-operation.js'
import {invalid} from '../state/faults.js'
import type {FunctionState} from '../state/world.js'
import {changed, digestOf, requireAtRest} from './change.js'
import {checkSettings, vpcConfig} from './check-settings.js'
import {requireImage} from './require-image.js'
import {shownSettings} from './settings.js'

type Call<Input> = LambdaCall<Input> & {readonly it: FunctionState}

export async function updateFunctionCode({
  it,
  input,
  world,
}: Call<UpdateFunctionCodeRequest>): Promise<ServiceResponse> {
  const {Architectures = it.shown.Architectures, DryRun, ImageUri} = input
  if (!ImageUri) throw invalid('Please provide a source image.')
  requireRevision(it, input.RevisionId)
  const image = await requireImage(ImageUri, it.region, world)
  requireAtRest(it)
  const CodeSha256 = digestOf(image)
  if (DryRun) return answer({...it.shown, Architectures, CodeSha256})
  it.code = {RepositoryType: 'ECR', ImageUri, ResolvedImageUri: image}
  changed(it, {...UPDATING, Architectures, CodeSha256}, world)
  return answer(it.shown)
}

/** What is not said stays as it is. */
export async function updateFunctionConfiguration({
  it,
  input,
  world,
}: Call<UpdateFunctionConfigurationRequest>): Promise<ServiceResponse> {
  requireRevision(it, input.RevisionId)
  await checkSettings(input, it.region, world)
  const vpc = await vpcConfig(input, it.region, world)
  requireAtRest(it)
  changed(it, {...UPDATING, ...shownSettings(input, vpc, it.name)}, world)
  return answer(it.shown)
}

const UPDATING = {
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: undefined,
  LastUpdateStatusReasonCode: undefined,
} as const

function requireRevision({shown}: FunctionState, wanted: string | undefined): void {
  if (wanted === undefined || wanted === shown.RevisionId) return
  throw new ServiceError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    412,
  )
}
