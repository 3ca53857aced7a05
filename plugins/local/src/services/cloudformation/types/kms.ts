import {
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  type KMSClient,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {pick} from './pick.js'
import {retag, type Tag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::KMS::Key. Deleted as on AWS: scheduled, after 30 days unless it says another time. */
export const key: ResourceHandler = {
  async create(properties, scope) {
    const kms = await scope.clients.kms()
    const policy = properties['KeyPolicy']
    const {KeyMetadata} = await kms.send(
      new CreateKeyCommand({
        ...pick<CreateKeyCommandInput>(properties, 'Description', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'),
        ...(policy !== undefined && {Policy: jsonText(policy)}),
        Tags: kmsTags(tagsOf(properties, scope)),
      }),
    )
    const KeyId = KeyMetadata!.KeyId!
    return finishOrUndo(
      async () => {
        await configure(KeyId, properties, {}, kms)
        return {physicalId: KeyId, attributes: {KeyId, Arn: KeyMetadata!.Arn}}
      },
      () => kms.send(new ScheduleKeyDeletionCommand({KeyId, PendingWindowInDays: 7})),
    )
  },

  async update(current, next, previous, scope) {
    const kms = await scope.clients.kms()
    const KeyId = current.physicalId
    if (hasChanged(next, previous, 'Description'))
      await kms.send(
        new UpdateKeyDescriptionCommand({KeyId, Description: (next['Description'] as string | undefined) ?? ''}),
      )
    if (hasChanged(next, previous, 'KeyPolicy') && next['KeyPolicy'] !== undefined)
      await kms.send(new PutKeyPolicyCommand({KeyId, PolicyName: 'default', Policy: jsonText(next['KeyPolicy'])}))
    await configure(KeyId, next, previous, kms)
    await retagKey(KeyId, next, scope)
    return current
  },

  async delete({physicalId: KeyId}, properties, scope) {
    const kms = await scope.clients.kms()
    const found = await unlessGone(() => kms.send(new DescribeKeyCommand({KeyId})))
    if (found === undefined || found.KeyMetadata?.KeyState === 'PendingDeletion') return
    const PendingWindowInDays = (properties['PendingWindowInDays'] as number | undefined) ?? 30
    await kms.send(new ScheduleKeyDeletionCommand({KeyId, PendingWindowInDays}))
  },
}

/** AWS::KMS::Alias */
export const alias: ResourceHandler = {
  async create(properties, scope) {
    const kms = await scope.clients.kms()
    await kms.send(new CreateAliasCommand(aliasInput(properties)))
    return {physicalId: aliasInput(properties).AliasName, attributes: {}}
  },

  async update(current, next, _previous, scope) {
    const kms = await scope.clients.kms()
    await kms.send(new UpdateAliasCommand(aliasInput(next)))
    return current
  },

  async delete({physicalId: AliasName}, _properties, scope) {
    const kms = await scope.clients.kms()
    await unlessGone(() => kms.send(new DeleteAliasCommand({AliasName})))
  },
}

function aliasInput(properties: Properties): {AliasName: string; TargetKeyId: string} {
  const {AliasName, TargetKeyId} = properties as {AliasName: string; TargetKeyId: string}
  return {AliasName, TargetKeyId}
}

/** A key is enabled and does not rotate unless the template says so. A disabled one cannot be configured. */
async function configure(KeyId: string, next: Properties, previous: Properties, kms: KMSClient): Promise<void> {
  const switched = hasChanged({Enabled: true, ...next}, {Enabled: true, ...previous}, 'Enabled')
  if (switched && next['Enabled'] !== false) await kms.send(new EnableKeyCommand({KeyId}))
  if (hasChanged(next, previous, 'EnableKeyRotation', 'RotationPeriodInDays')) {
    const RotationPeriodInDays = next['RotationPeriodInDays'] as number | undefined
    if (next['EnableKeyRotation'] === true) await kms.send(new EnableKeyRotationCommand({KeyId, RotationPeriodInDays}))
    else if (previous['EnableKeyRotation'] === true) await kms.send(new DisableKeyRotationCommand({KeyId}))
  }
  if (switched && next['Enabled'] === false) await kms.send(new DisableKeyCommand({KeyId}))
}

async function retagKey(KeyId: string, next: Properties, scope: HandlerScope): Promise<void> {
  const kms = await scope.clients.kms()
  const {Tags = []} = await kms.send(new ListResourceTagsCommand({KeyId}))
  await retag({
    current: Object.fromEntries(Tags.map(({TagKey, TagValue}) => [TagKey ?? '', TagValue])),
    wanted: tagsOf(next, scope),
    add: (added) => kms.send(new TagResourceCommand({KeyId, Tags: kmsTags(added)})),
    remove: (TagKeys) => kms.send(new UntagResourceCommand({KeyId, TagKeys})),
  })
}

function kmsTags(tags: readonly Tag[]): {TagKey: string; TagValue: string}[] {
  return tags.map(({Key, Value}) => ({TagKey: Key, TagValue: Value}))
}
