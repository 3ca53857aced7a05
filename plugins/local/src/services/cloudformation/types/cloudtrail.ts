import {
  AddTagsCommand,
  type CloudTrailClient,
  CreateTrailCommand,
  type CreateTrailCommandInput,
  DeleteTrailCommand,
  ListTagsCommand,
  PutEventSelectorsCommand,
  type PutEventSelectorsCommandInput,
  RemoveTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
  type UpdateTrailCommandInput,
} from '@aws-sdk/client-cloudtrail'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::CloudTrail::Trail */
export const trail: ResourceHandler = {
  async create(properties, scope) {
    const cloudTrail = await scope.clients.cloudTrail()
    const Name = (properties['TrailName'] as string | undefined) ?? scope.generatedName(128)
    const made = await cloudTrail.send(
      new CreateTrailCommand({
        ...trailInput<CreateTrailCommandInput>(Name, properties),
        TagsList: tagsOf(properties, scope),
      }),
    )
    return finishOrUndo(
      async () => {
        await setSelectors(Name, properties, {}, cloudTrail)
        await setLogging(Name, properties, cloudTrail)
        return {physicalId: Name, attributes: {Arn: made.TrailARN, SnsTopicArn: made.SnsTopicARN ?? ''}}
      },
      () => cloudTrail.send(new DeleteTrailCommand({Name})),
    )
  },

  async update(current, next, previous, scope) {
    const cloudTrail = await scope.clients.cloudTrail()
    const Name = current.physicalId
    await cloudTrail.send(new UpdateTrailCommand(trailInput<UpdateTrailCommandInput>(Name, next)))
    await setSelectors(Name, next, previous, cloudTrail)
    await setLogging(Name, next, cloudTrail)
    await retagTrail(current.attributes['Arn'] as string, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const cloudTrail = await scope.clients.cloudTrail()
    await unlessGone(() => cloudTrail.send(new DeleteTrailCommand({Name: physicalId})))
  },
}

function trailInput<Input>(Name: string, properties: Properties): Input {
  const {KMSKeyId, EnableLogFileValidation} = properties
  const same = [
    'CloudWatchLogsLogGroupArn',
    'CloudWatchLogsRoleArn',
    'IncludeGlobalServiceEvents',
    'IsMultiRegionTrail',
    'IsOrganizationTrail',
    'S3BucketName',
    'S3KeyPrefix',
    'SnsTopicName',
  ].filter((name) => properties[name] !== undefined)
  return {
    ...Object.fromEntries(same.map((name) => [name, properties[name]])),
    Name,
    ...(KMSKeyId !== undefined && {KmsKeyId: KMSKeyId}),
    ...(EnableLogFileValidation !== undefined && {EnableLogFileValidation}),
  } as Input
}

async function setSelectors(
  TrailName: string,
  next: Properties,
  previous: Properties,
  cloudTrail: CloudTrailClient,
): Promise<void> {
  if (!hasChanged(next, previous, 'AdvancedEventSelectors', 'EventSelectors')) return
  const {AdvancedEventSelectors, EventSelectors} = next as unknown as PutEventSelectorsCommandInput
  const selectors = AdvancedEventSelectors ? {AdvancedEventSelectors} : {EventSelectors: EventSelectors ?? []}
  await cloudTrail.send(new PutEventSelectorsCommand({TrailName, ...selectors}))
}

async function setLogging(Name: string, {IsLogging}: Properties, cloudTrail: CloudTrailClient): Promise<void> {
  await (IsLogging === true
    ? cloudTrail.send(new StartLoggingCommand({Name}))
    : cloudTrail.send(new StopLoggingCommand({Name})))
}

async function retagTrail(ResourceId: string, next: Properties, scope: HandlerScope): Promise<void> {
  const cloudTrail = await scope.clients.cloudTrail()
  const {ResourceTagList: [found] = []} = await cloudTrail.send(new ListTagsCommand({ResourceIdList: [ResourceId]}))
  const tags = found?.TagsList ?? []
  await retag({
    current: byKey(tags),
    wanted: tagsOf(next, scope),
    add: (TagsList) => cloudTrail.send(new AddTagsCommand({ResourceId, TagsList})),
    remove: (keys) =>
      cloudTrail.send(new RemoveTagsCommand({ResourceId, TagsList: tags.filter(({Key}) => keys.includes(Key ?? ''))})),
  })
}
