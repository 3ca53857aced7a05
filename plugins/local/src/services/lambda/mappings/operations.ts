import {randomUUID} from 'node:crypto'
import {setTimeout as sleep} from 'node:timers/promises'

import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda'

import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../../server/service.js'
import {answer, type LambdaCall} from '../lambda-operation.js'
import {conflict, invalid, notFound} from '../state/faults.js'
import {parseName} from '../state/names.js'
import {type FunctionState, functionsOf, type World} from '../state/world.js'
import type {MappingSettings} from './event-source.js'
import {type MappingState, mappingsOf, settle, stopped} from './mapping.js'
import {sourceOf} from './sources.js'

type Call<Input> = LambdaCall<Input> & {readonly it: MappingState}

const SHOWN = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'ScalingConfig',
  'StartingPosition',
  'StartingPositionTimestamp',
] as const satisfies readonly (keyof CreateEventSourceMappingRequest)[]

/** Only for functions from images. */
export async function createMapping(
  {input, request, world}: LambdaCall<CreateEventSourceMappingRequest>,
  it: FunctionState,
): Promise<ServiceResponse> {
  const {region} = request
  const {EventSourceArn: source = '', Enabled = true, Tags = {}} = input
  requireKnown(input)
  const kind = sourceOf(source)
  await kind.check(source, input, it, world.options.sources(region))
  const mappings = mappingsOf(world, region)
  const twin = [...mappings.values()].find((one) => one.source === source && one.shown.FunctionArn === it.arn)
  if (twin)
    throw conflict(
      `${kind.twin(source, it.name)} already exists. Please update or delete the existing mapping with UUID ${twin.uuid}`,
    )

  const uuid = randomUUID()
  const arn = `arn:aws:lambda:${region}:${world.options.accountId}:event-source-mapping:${uuid}`
  const shown: EventSourceMappingConfiguration = {
    ...kind.defaults,
    ...shownSettings(input),
    UUID: uuid,
    EventSourceArn: source,
    EventSourceMappingArn: arn,
    FunctionArn: it.arn,
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: new Date(),
  }
  const mapping: MappingState = {
    uuid,
    region,
    arn,
    source,
    shown,
    tags: {...Tags},
    polling: undefined,
    positions: new Map(),
  }
  mappings.set(uuid, mapping)
  settle(mapping, Enabled, world)
  return answer(shown, 202)
}

export function getMapping({it}: Call<never>): ServiceResponse {
  return answer(it.shown)
}

/** What is not said stays as it is. */
export async function updateMapping({
  it,
  input,
  world,
}: Call<UpdateEventSourceMappingRequest>): Promise<ServiceResponse> {
  requireKnown(input)
  requireAtRest(it)
  const arn = input.FunctionName === undefined ? it.shown.FunctionArn : undefined
  const {name} = parseName(arn ?? input.FunctionName ?? '')
  const feeds = functionsOf(world, it.region).get(name)
  if (!feeds) throw notFound(`Function not found: ${name}`)
  await sourceOf(it.source).check(it.source, {...settingsOf(it), ...input}, feeds, world.options.sources(it.region))
  const enabled = input.Enabled ?? it.shown.State === 'Enabled'
  it.shown = {
    ...it.shown,
    ...shownSettings(input),
    FunctionArn: feeds.arn,
    State: stateTowards(it, input.Enabled),
    LastModified: new Date(),
  }
  settle(it, enabled, world)
  return answer(it.shown, 202)
}

export function deleteMapping({it, world}: Call<never>): ServiceResponse {
  requireAtRest(it)
  it.polling = stopped(it)
  it.shown = {...it.shown, State: 'Deleting', LastModified: new Date()}
  void sleep(world.pace.stateMs, undefined, {ref: false}).then(() => mappingsOf(world, it.region).delete(it.uuid))
  return answer(it.shown, 202)
}

/** Of functions from images, by source and function. */
export function listMappings({query, region}: ServiceRequest, world: World): ServiceResponse {
  const [source, wanted] = [query.get('EventSourceArn'), query.get('FunctionName')]
  const name = wanted === null ? undefined : parseName(wanted).name
  const EventSourceMappings = [...mappingsOf(world, region).values()]
    .filter((one) => source === null || one.source === source)
    .filter(({shown}) => name === undefined || shown.FunctionArn?.endsWith(`:${name}`))
    .map(({shown}) => shown)
  return answer({EventSourceMappings})
}

function shownSettings(input: MappingSettings): EventSourceMappingConfiguration {
  return Object.fromEntries(SHOWN.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])))
}

function settingsOf({shown}: MappingState): MappingSettings {
  return shownSettings(shown)
}

function requireKnown({FilterCriteria, TumblingWindowInSeconds}: MappingSettings): void {
  if (FilterCriteria?.Filters?.length)
    throw new ServiceError('NotImplemented', 'the local Lambda does not filter the events of a source', 501)
  if (TumblingWindowInSeconds) throw new ServiceError('NotImplemented', 'the local Lambda has no tumbling windows', 501)
}

function requireAtRest({arn, shown: {State = ''}}: MappingState): void {
  if (State.endsWith('abled')) return
  throw new ServiceError(
    'ResourceInUseException',
    `Cannot update the event source mapping because it is in use. ${arn} is ${State}`,
  )
}

function stateTowards({shown}: MappingState, enabled: boolean | undefined): string {
  if (enabled === undefined || enabled === (shown.State === 'Enabled')) return 'Updating'
  return enabled ? 'Enabling' : 'Disabling'
}

export function noSuchMapping(): ServiceError {
  return notFound('The resource you requested does not exist.')
}

/** By the path: `/2015-03-31/event-source-mappings/UUID`, or the ARN in `/2017-03-31/tags/ARN`. */
export function mappingIn({path, region}: ServiceRequest, world: World): MappingState | undefined {
  const last = decodeURIComponent(path).split(/[/:]/).at(-1) ?? ''
  if (last === '') throw invalid('there is no UUID')
  return mappingsOf(world, region).get(last)
}
