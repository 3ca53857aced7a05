import type {Backup, DescribeBackupJobOutput, DescribeRestoreJobOutput} from '@aws-sdk/client-backup'

import type {BackupJob, Backups, RecoveryPoint, RestoreJob} from '../ports/backups.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import {createService, type Service} from './create-service.js'

export function createBackups(access: AwsAccess): Backups {
  const backup = createService('Backup', access, async (config) => {
    const {Backup} = await import('@aws-sdk/client-backup')
    return new Backup(config)
  })
  return {
    async backUp({resource, vault, role, keepDays}, signal) {
      const request = {
        BackupVaultName: vault,
        ResourceArn: resource,
        IamRoleArn: role,
        // One job, however often the call has to be tried.
        IdempotencyToken: crypto.randomUUID(),
        ...(keepDays !== undefined && {Lifecycle: {DeleteAfterDays: keepDays}}),
      }
      const {BackupJobId} = await backup.call(
        'StartBackupJob',
        (client, options) => client.startBackupJob(request, options),
        given(signal),
      )
      return answered(BackupJobId, 'Backup', 'StartBackupJob')
    },

    backupJob: (id, signal) =>
      unlessMissing(async () => {
        const job = await backup.call(
          'DescribeBackupJob',
          (client, options) => client.describeBackupJob({BackupJobId: id}, options),
          given(signal),
        )
        return toBackupJob(id, job)
      }),

    async stopBackup(id, signal) {
      try {
        await backup.call(
          'StopBackupJob',
          (client, options) => client.stopBackupJob({BackupJobId: id}, options),
          given(signal),
        )
      } catch (error) {
        if (awsCode(error) !== 'InvalidRequestException') throw error
      }
    },

    recoveryPoints: (resource, signal) => listRecoveryPoints(backup, resource, signal),

    async findRecoveryPoint(arn, signal) {
      for (const vault of await listVaults(backup, signal)) {
        const point = await unlessMissing(() => describeRecoveryPoint(backup, vault, arn, signal))
        if (point) return point
      }
      return undefined
    },

    async restoreFiles({recoveryPoint, fileSystem, directory, role}, signal) {
      const token = crypto.randomUUID()
      const request = {
        RecoveryPointArn: recoveryPoint,
        IamRoleArn: role,
        IdempotencyToken: token,
        ResourceType: 'EFS',
        // "StartRestoreJob" in the AWS Backup API Reference.
        Metadata: {
          'file-system-id': fileSystem,
          newFileSystem: 'false',
          Encrypted: 'true',
          PerformanceMode: 'generalPurpose',
          CreationToken: token,
          ItemsToRestore: JSON.stringify([directory]),
        },
      }
      const {RestoreJobId} = await backup.call(
        'StartRestoreJob',
        (client, options) => client.startRestoreJob(request, options),
        given(signal),
      )
      return answered(RestoreJobId, 'Backup', 'StartRestoreJob')
    },

    restoreJob: (id, signal) =>
      unlessMissing(async () => {
        const job = await backup.call(
          'DescribeRestoreJob',
          (client, options) => client.describeRestoreJob({RestoreJobId: id}, options),
          given(signal),
        )
        return toRestoreJob(id, job)
      }),
  }
}

async function listRecoveryPoints(
  backup: Service<Backup>,
  resource: string,
  signal: AbortSignal | undefined,
): Promise<RecoveryPoint[]> {
  const points: RecoveryPoint[] = []
  let token: string | undefined
  do {
    const page = await backup.call(
      'ListRecoveryPointsByResource',
      (client, options) => client.listRecoveryPointsByResource({ResourceArn: resource, NextToken: token}, options),
      given(signal),
    )
    for (const {RecoveryPointArn, BackupVaultName, Status, CreationDate, BackupSizeBytes} of page.RecoveryPoints ??
      []) {
      points.push({
        arn: RecoveryPointArn ?? '',
        vault: BackupVaultName ?? '',
        status: Status ?? '',
        createdAt: CreationDate?.getTime() ?? 0,
        ...(BackupSizeBytes !== undefined && {bytes: BackupSizeBytes}),
      })
    }
    token = page.NextToken
  } while (token)
  return points.sort((one, other) => other.createdAt - one.createdAt)
}

/** The ARN does not say in which vault it is. */
async function listVaults(backup: Service<Backup>, signal: AbortSignal | undefined): Promise<string[]> {
  const vaults: string[] = []
  let token: string | undefined
  do {
    const page = await backup.call(
      'ListBackupVaults',
      (client, options) => client.listBackupVaults({NextToken: token}, options),
      given(signal),
    )
    vaults.push(...(page.BackupVaultList ?? []).flatMap(({BackupVaultName}) => BackupVaultName ?? []))
    token = page.NextToken
  } while (token)
  return vaults
}

async function describeRecoveryPoint(
  backup: Service<Backup>,
  vault: string,
  arn: string,
  signal: AbortSignal | undefined,
): Promise<RecoveryPoint> {
  const {ResourceType, Status, CreationDate, BackupSizeInBytes} = await backup.call(
    'DescribeRecoveryPoint',
    (client, options) => client.describeRecoveryPoint({BackupVaultName: vault, RecoveryPointArn: arn}, options),
    given(signal),
  )
  return {
    arn,
    vault,
    resourceType: ResourceType ?? '',
    status: Status ?? '',
    createdAt: CreationDate?.getTime() ?? 0,
    ...(BackupSizeInBytes !== undefined && {bytes: BackupSizeInBytes}),
  }
}

function toBackupJob(id: string, job: DescribeBackupJobOutput): BackupJob {
  const {StatusMessage, RecoveryPointArn, BackupSizeInBytes, CompletionDate} = job
  return {
    id,
    state: job.State ?? '',
    ...(StatusMessage && {reason: StatusMessage}),
    ...percentOf(job.PercentDone),
    ...(RecoveryPointArn && {recoveryPoint: RecoveryPointArn}),
    ...(BackupSizeInBytes !== undefined && {bytes: BackupSizeInBytes}),
    createdAt: job.CreationDate?.getTime() ?? 0,
    ...(CompletionDate && {completedAt: CompletionDate.getTime()}),
  }
}

function toRestoreJob(id: string, job: DescribeRestoreJobOutput): RestoreJob {
  const {StatusMessage} = job
  return {
    id,
    state: job.Status ?? '',
    ...(StatusMessage && {reason: StatusMessage}),
    ...percentOf(job.PercentDone),
    recoveryPoint: job.RecoveryPointArn ?? '',
    createdAt: job.CreationDate?.getTime() ?? 0,
  }
}

/** AWS writes `33.3`, and of a restore `33.30%`. */
function percentOf(text = ''): {percent?: number} {
  const percent = Number.parseFloat(text)
  return Number.isNaN(percent) ? {} : {percent}
}

/** AWS Backup says of an id that it has never given out that the value is wrong. */
async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (['ResourceNotFoundException', 'InvalidParameterValueException'].includes(String(awsCode(error))))
      return undefined
    throw error
  }
}

function given(signal: AbortSignal | undefined) {
  return signal ? {signal} : {}
}
