import {rm} from 'node:fs/promises'

import {ServiceError} from '../../server/service.js'
import {type BackupOperation, pageOf, pointIn, pointOf, vaultOf} from './backup-operation.js'
import {fileSystemId} from './file-systems.js'
import type {RecoveryPoint} from './world.js'

export const listRecoveryPointsByResource: BackupOperation = ({names: [resource], query, region}) => {
  const points = [...region.vaults.values()].flatMap((vault) => [...vault.points.values()])
  const {page, next} = pageOf(newestFirst(points.filter(({resourceArn}) => resourceArn === resource)), query)
  return {
    RecoveryPoints: page.map((point) => ({
      RecoveryPointArn: point.arn,
      CreationDate: point.createdAt,
      Status: point.status,
      BackupSizeBytes: point.bytes,
      BackupVaultName: point.vault.name,
      IsParent: false,
    })),
    ...next,
  }
}

export const listRecoveryPointsByBackupVault: BackupOperation = ({names: [name], query, region}) => {
  const {page, next} = pageOf(newestFirst([...vaultOf(region, name).points.values()]), query)
  return {RecoveryPoints: page.map(shown), ...next}
}

export const describeRecoveryPoint: BackupOperation = ({names: [vault, arn], region}) =>
  shown(pointIn(vaultOf(region, vault), arn))

export const getRecoveryPointRestoreMetadata: BackupOperation = ({names: [vault, arn], region}) => {
  const point = pointIn(vaultOf(region, vault), arn)
  return {
    BackupVaultArn: point.vault.arn,
    RecoveryPointArn: point.arn,
    RestoreMetadata: {'file-system-id': fileSystemId(point.resourceArn)},
  }
}

export const deleteRecoveryPoint: BackupOperation = async ({names: [vault, arn], region}) => {
  const point = pointIn(vaultOf(region, vault), arn)
  if (point.status === 'CREATING') {
    throw new ServiceError('InvalidResourceStateException', `The recovery point is still being created: ${point.arn}`)
  }
  await rm(point.folder, {recursive: true, force: true})
  point.vault.points.delete(point.arn)
  return {}
}

export const listTags: BackupOperation = ({names: [arn = ''], region}) => ({Tags: tagsOf(arn, region)})

export const tagResource: BackupOperation = ({names: [arn = ''], input, region}) => {
  Object.assign(tagsOf(arn, region), input['Tags'])
  return {}
}

export const untagResource: BackupOperation = ({names: [arn = ''], input, region}) => {
  const tags = tagsOf(arn, region)
  for (const key of input['TagKeyList'] as string[]) delete tags[key]
  return {}
}

function tagsOf(arn: string, region: Parameters<typeof pointOf>[0]): Record<string, string> {
  const vault = [...region.vaults.values()].find((candidate) => candidate.arn === arn)
  return (vault ?? pointOf(region, arn)).tags
}

function newestFirst(points: readonly RecoveryPoint[]): RecoveryPoint[] {
  return points.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
}

function shown(point: RecoveryPoint) {
  const {vault, lifecycle} = point
  return {
    RecoveryPointArn: point.arn,
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    ResourceArn: point.resourceArn,
    ResourceType: 'EFS',
    IamRoleArn: point.roleArn,
    Status: point.status,
    CreationDate: point.createdAt,
    CompletionDate: point.completedAt,
    BackupSizeInBytes: point.bytes,
    Lifecycle: lifecycle,
    IsEncrypted: true,
  }
}
