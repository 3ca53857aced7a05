import {
  CreateBackupVaultCommand,
  DeleteBackupVaultCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-backup'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retag, type Tag, tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::Backup::BackupVault; one that holds recovery points is not deleted. */
export const backupVault: ResourceHandler = {
  async create(properties, scope) {
    const backup = await scope.clients.backup()
    const {BackupVaultName = '', BackupVaultArn} = await backup.send(
      new CreateBackupVaultCommand({
        BackupVaultName: properties['BackupVaultName'] as string,
        BackupVaultTags: tagMap(vaultTags(properties, scope)),
      }),
    )
    return {physicalId: BackupVaultName, attributes: {BackupVaultArn, BackupVaultName}}
  },

  async update(current, next, _previous, scope) {
    const backup = await scope.clients.backup()
    const ResourceArn = current.attributes['BackupVaultArn'] as string
    const {Tags = {}} = await backup.send(new ListTagsCommand({ResourceArn}))
    await retag({
      current: Tags,
      wanted: vaultTags(next, scope),
      add: (tags) => backup.send(new TagResourceCommand({ResourceArn, Tags: tagMap(tags)})),
      remove: (TagKeyList) => backup.send(new UntagResourceCommand({ResourceArn, TagKeyList})),
    })
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const backup = await scope.clients.backup()
    await unlessGone(() => backup.send(new DeleteBackupVaultCommand({BackupVaultName: physicalId})))
  },
}

/** A map where other types have a list. */
function vaultTags({BackupVaultTags = {}}: Properties, scope: HandlerScope): Tag[] {
  const Tags = Object.entries(BackupVaultTags as Record<string, string>).map(([Key, Value]) => ({Key, Value}))
  return tagsOf({Tags}, scope)
}
