import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda'

import type {HandledResource, HandlerScope, ResourceHandler} from '../handler.js'
import {pick} from './pick.js'
import {tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

const SETTINGS = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'FilterCriteria',
  'FunctionName',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'ScalingConfig',
  'TumblingWindowInSeconds',
] as const

/** AWS::Lambda::EventSourceMapping of a queue or a stream. */
export const eventSourceMapping: ResourceHandler = {
  async create(properties, scope) {
    const lambda = await scope.clients.lambda()
    const {UUID} = await lambda.send(
      new CreateEventSourceMappingCommand({
        ...pick<CreateEventSourceMappingCommandInput>(
          properties,
          ...SETTINGS,
          'EventSourceArn',
          'StartingPosition',
          'StartingPositionTimestamp',
        ),
        Tags: tagMap(tagsOf(properties, scope)),
      }),
    )
    return settled(UUID!, scope)
  },

  async update({physicalId}, next, _previous, scope) {
    const lambda = await scope.clients.lambda()
    const settings = pick<UpdateEventSourceMappingCommandInput>(next, ...SETTINGS)
    await lambda.send(new UpdateEventSourceMappingCommand({...settings, UUID: physicalId}))
    return settled(physicalId, scope)
  },

  async delete({physicalId: UUID}, _properties, scope) {
    const lambda = await scope.clients.lambda()
    await unlessGone(() => lambda.send(new DeleteEventSourceMappingCommand({UUID})))
    await waitUntil(`event source mapping ${UUID} is not deleted`, async () => {
      const found = await unlessGone(() => lambda.send(new GetEventSourceMappingCommand({UUID})))
      return found === undefined ? true : undefined
    })
  },
}

/** Lambda answers while it is still Creating, Updating, Enabling or Disabling. */
async function settled(UUID: string, scope: HandlerScope): Promise<HandledResource> {
  const lambda = await scope.clients.lambda()
  const found = await waitUntil(`event source mapping ${UUID} is neither enabled nor disabled`, async () => {
    const mapping = await lambda.send(new GetEventSourceMappingCommand({UUID}))
    return mapping.State?.endsWith('abled') ? mapping : undefined
  })
  return {physicalId: UUID, attributes: {Id: UUID, EventSourceMappingArn: found.EventSourceMappingArn}}
}
