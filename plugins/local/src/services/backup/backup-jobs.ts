import {randomUUID} from 'node:crypto'
import {rm} from 'node:fs/promises'
import {setTimeout as sleep} from 'node:timers/promises'

import type {Lifecycle} from '@aws-sdk/client-backup'

import {ServiceError} from '../../server/service.js'
import {type BackupOperation, notFound, pageOf, required, vaultOf} from './backup-operation.js'
import {bytesIn, checkRole, copyInto, folderOf, newCopyFolder} from './file-systems.js'
import {type BackupJob, goOn, type RecoveryPoint, type Region, type World} from './world.js'

const STATE_MS = 300

export const startBackupJob: BackupOperation = async (call) => {
  const {input, region, world} = call
  const vault = vaultOf(region, required(call, 'BackupVaultName'))
  const [resourceArn, roleArn] = [required(call, 'ResourceArn'), required(call, 'IamRoleArn')]
  const token = input['IdempotencyToken'] as string | undefined
  const before = [...region.backupJobs.values()].find((job) => token !== undefined && job.token === token)
  if (before) return begun(before)

  const source = await folderOf(resourceArn, region, world)
  await checkRole(roleArn, region, world)
  const point: RecoveryPoint = {
    arn: `arn:aws:backup:${region.name}:${world.options.accountId}:recovery-point:${randomUUID()}`,
    vault,
    resourceArn,
    roleArn,
    createdAt: new Date(),
    status: 'CREATING',
    bytes: 0,
    lifecycle: input['Lifecycle'] as Lifecycle | undefined,
    tags: {...(input['RecoveryPointTags'] as Record<string, string> | undefined)},
    folder: newCopyFolder(world),
  }
  const id = randomUUID().toUpperCase()
  const {createdAt} = point
  const job: BackupJob = {id, vault, point, createdAt, token, state: 'CREATED', percent: 0, stop: new AbortController()}
  region.backupJobs.set(id, job)
  goOn(world, backUp(job, source, world))
  return begun(job)
}

export const describeBackupJob: BackupOperation = ({names: [id], region}) => shown(jobOf(region, id))

export const listBackupJobs: BackupOperation = ({query, region}) => {
  const asked = {resource: query.get('resourceArn'), state: query.get('state'), vault: query.get('backupVaultName')}
  const jobs = [...region.backupJobs.values()]
    .filter(({point}) => asked.resource === null || point.resourceArn === asked.resource)
    .filter(({state}) => asked.state === null || state === asked.state)
    .filter(({vault}) => asked.vault === null || vault.name === asked.vault)
  const {page, next} = pageOf(jobs.toReversed(), query)
  return {BackupJobs: page.map(shown), ...next}
}

export const stopBackupJob: BackupOperation = ({names: [id], region}) => {
  const job = jobOf(region, id)
  if (job.state !== 'CREATED' && job.state !== 'RUNNING') {
    throw new ServiceError('InvalidRequestException', `Backup job ${job.id} is ${job.state} and cannot be stopped`)
  }
  job.state = 'ABORTING'
  job.stop.abort()
  return {}
}

/** CREATED, RUNNING while the files are copied, then COMPLETED; never an end that the copy does not have. */
async function backUp(job: BackupJob, source: string, {closing, options}: World): Promise<void> {
  const {point, stop} = job
  const signal = AbortSignal.any([closing.signal, stop.signal])
  const {stateMs = STATE_MS} = options
  try {
    await sleep(stateMs, undefined, {signal})
    job.state = 'RUNNING'
    point.vault.points.set(point.arn, point)
    await copyInto(source, point.folder, signal)
    job.percent = 50
    await sleep(stateMs, undefined, {signal})
    point.bytes = await bytesIn(point.folder)
    end(job, 'COMPLETED')
    point.status = 'COMPLETED'
    point.completedAt = new Date()
  } catch (error) {
    point.vault.points.delete(point.arn)
    await rm(point.folder, {recursive: true, force: true}).catch(() => undefined)
    if (stop.signal.aborted) end(job, 'ABORTED', 'Backup job was stopped by the user')
    else end(job, 'FAILED', (error as Error).message)
  }
}

function end(job: BackupJob, state: BackupJob['state'], message?: string): void {
  job.state = state
  job.completedAt = new Date()
  if (state === 'COMPLETED') job.percent = 100
  if (message !== undefined) job.message = message
}

function jobOf({backupJobs}: Region, id = ''): BackupJob {
  const job = backupJobs.get(id)
  if (job) return job
  throw notFound(`Backup job ${id} does not exist`)
}

function begun({id, point, createdAt}: BackupJob) {
  return {BackupJobId: id, RecoveryPointArn: point.arn, CreationDate: createdAt, IsParent: false}
}

function shown({id, vault, point, createdAt, state, message, percent, completedAt}: BackupJob) {
  return {
    AccountId: point.arn.split(':')[4],
    BackupJobId: id,
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    RecoveryPointArn: point.arn,
    ResourceArn: point.resourceArn,
    ResourceType: 'EFS',
    IamRoleArn: point.roleArn,
    CreationDate: createdAt,
    CompletionDate: completedAt,
    State: state,
    StatusMessage: message,
    PercentDone: percent.toFixed(1),
    BackupSizeInBytes: state === 'COMPLETED' ? point.bytes : undefined,
    IsParent: false,
  }
}
