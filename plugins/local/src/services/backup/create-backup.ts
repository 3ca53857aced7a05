import {rm} from 'node:fs/promises'

import {restOperation} from '../../server/rest-operations.js'
import {type Service, ServiceError} from '../../server/service.js'
import {writeTime} from '../../server/write-time.js'
import type {BackupOperation} from './backup-operation.js'
import * as backupJobs from './backup-jobs.js'
import {copiesFolder} from './file-systems.js'
import * as recoveryPoints from './recovery-points.js'
import * as restoreJobs from './restore-jobs.js'
import * as vaults from './vaults.js'
import {type BackupOptions, createWorld, regionOf} from './world.js'

const OPERATIONS = new Map<string, BackupOperation>(
  Object.entries({
    CreateBackupVault: vaults.createBackupVault,
    DeleteBackupVault: vaults.deleteBackupVault,
    DeleteRecoveryPoint: recoveryPoints.deleteRecoveryPoint,
    DescribeBackupJob: backupJobs.describeBackupJob,
    DescribeBackupVault: vaults.describeBackupVault,
    DescribeRecoveryPoint: recoveryPoints.describeRecoveryPoint,
    DescribeRestoreJob: restoreJobs.describeRestoreJob,
    GetRecoveryPointRestoreMetadata: recoveryPoints.getRecoveryPointRestoreMetadata,
    ListBackupJobs: backupJobs.listBackupJobs,
    ListBackupVaults: vaults.listBackupVaults,
    ListRecoveryPointsByBackupVault: recoveryPoints.listRecoveryPointsByBackupVault,
    ListRecoveryPointsByResource: recoveryPoints.listRecoveryPointsByResource,
    ListRestoreJobs: restoreJobs.listRestoreJobs,
    ListTags: recoveryPoints.listTags,
    StartBackupJob: backupJobs.startBackupJob,
    StartRestoreJob: restoreJobs.startRestoreJob,
    StopBackupJob: backupJobs.stopBackupJob,
    TagResource: recoveryPoints.tagResource,
    UntagResource: recoveryPoints.untagResource,
  }),
)

export interface Backup extends Service {
  /** Forgets everything, the copies too. */
  clear(): Promise<void>
  /** No job goes on. */
  close(): void
}

/** The AWS Backup API (REST JSON) over the file systems of the local AWS: a recovery point is a real copy of the files. */
export function createBackup(options: BackupOptions): Backup {
  let world = createWorld(options)
  const service: Service = async ({method, path, query, body, region}) => {
    const found = restOperation('backup', method, path)
    const operation = OPERATIONS.get(found?.name ?? '')
    if (!operation) {
      throw new ServiceError('UnknownOperationException', `the local AWS Backup does not have ${method} ${path}`)
    }
    const names = (found?.names ?? []).map(decodeURIComponent)
    const input = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>
    const output = await operation({names, query, input, region: regionOf(world, region), world})
    return {status: 200, headers: {'content-type': 'application/json'}, body: JSON.stringify(output, writeTime)}
  }
  return Object.assign(service, {
    close: () => world.closing.abort(),
    async clear() {
      const {closing, jobs} = world
      world = createWorld(options)
      closing.abort()
      await Promise.all(jobs)
      await rm(copiesFolder(options.folder), {recursive: true, force: true})
    },
  })
}
