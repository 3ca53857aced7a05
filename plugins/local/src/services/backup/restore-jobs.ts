import {randomUUID} from 'node:crypto'
import {dirname, join, normalize} from 'node:path'
import {mkdir, stat} from 'node:fs/promises'
import {setTimeout as sleep} from 'node:timers/promises'

import {type BackupOperation, invalid, notFound, pageOf, pointOf, required} from './backup-operation.js'
import {checkRole, copyInto, fileSystemId, folderOf} from './file-systems.js'
import {goOn, type Region, type RestoreJob, type World} from './world.js'

const STATE_MS = 300

export const startRestoreJob: BackupOperation = async (call) => {
  const {input, region, world} = call
  const point = pointOf(region, required(call, 'RecoveryPointArn'))
  const roleArn = required(call, 'IamRoleArn')
  const metadata = (input['Metadata'] ?? {}) as Readonly<Record<string, string>>
  const token = input['IdempotencyToken'] as string | undefined
  const before = [...region.restoreJobs.values()].find((job) => token !== undefined && job.token === token)
  if (before) return {RestoreJobId: before.id}

  if (point.status !== 'COMPLETED') throw invalid(`Recovery point is ${point.status}: ${point.arn}`)
  for (const name of ['file-system-id', 'newFileSystem', 'Encrypted', 'PerformanceMode', 'CreationToken']) {
    if (!metadata[name]) throw invalid(`Metadata has no ${name}`)
  }
  if (metadata['newFileSystem'] !== 'false') throw invalid('the local AWS restores into an existing file system alone')
  const arn = point.resourceArn.replace(fileSystemId(point.resourceArn), metadata['file-system-id'] ?? '')
  const target = await folderOf(arn, region, world)
  await checkRole(roleArn, region, world)

  const id = randomUUID().toUpperCase()
  const job: RestoreJob = {id, point, roleArn, createdAt: new Date(), token, status: 'PENDING', percent: 0}
  region.restoreJobs.set(id, job)
  // "Restore an Amazon EFS file system" in the AWS Backup Developer Guide: always beside what is there, in a folder of its own.
  const name = `aws-backup-restore_${job.createdAt.toISOString().replaceAll(/[:.]/g, '-')}`
  goOn(world, restore(job, itemsOf(metadata), join(target, name), world))
  return {RestoreJobId: id}
}

export const describeRestoreJob: BackupOperation = ({names: [id = ''], region}) => shown(jobOf(region, id))

export const listRestoreJobs: BackupOperation = ({query, region}) => {
  const {page, next} = pageOf([...region.restoreJobs.values()].toReversed(), query)
  return {RestoreJobs: page.map(shown), ...next}
}

/** All of it without a list. */
function itemsOf({ItemsToRestore, itemsToRestore = ItemsToRestore}: Readonly<Record<string, string>>): string[] {
  if (itemsToRestore === undefined) return ['/']
  const items: unknown = JSON.parse(itemsToRestore)
  if (Array.isArray(items) && items.every((item) => typeof item === 'string')) return items
  throw invalid(`ItemsToRestore is no list of paths: ${itemsToRestore}`)
}

async function restore(job: RestoreJob, items: readonly string[], target: string, {closing, options}: World) {
  const {signal} = closing
  const {stateMs = STATE_MS} = options
  try {
    await sleep(stateMs, undefined, {signal})
    job.status = 'RUNNING'
    for (const item of items) await copyItem(job.point.folder, normalize(join('/', item)), target, signal)
    job.percent = 50
    await sleep(stateMs, undefined, {signal})
    job.percent = 100
    job.completedAt = new Date()
    job.status = 'COMPLETED'
  } catch (error) {
    job.message = (error as Error).message
    job.completedAt = new Date()
    job.status = 'FAILED'
  }
}

/** The whole path of an item is kept below the target. */
async function copyItem(copy: string, item: string, target: string, signal: AbortSignal): Promise<void> {
  const found = await stat(join(copy, item)).catch(() => undefined)
  if (!found?.isDirectory()) throw new Error(`The recovery point has no directory ${item}`)
  await mkdir(dirname(join(target, item)), {recursive: true})
  await copyInto(join(copy, item), join(target, item), signal)
}

function jobOf({restoreJobs}: Region, id: string): RestoreJob {
  const job = restoreJobs.get(id)
  if (job) return job
  throw notFound(`Restore job ${id} does not exist`)
}

function shown({id, point, roleArn, createdAt, status, message, percent, completedAt}: RestoreJob) {
  return {
    AccountId: point.arn.split(':')[4],
    RestoreJobId: id,
    RecoveryPointArn: point.arn,
    SourceResourceArn: point.resourceArn,
    ResourceType: 'EFS',
    IamRoleArn: roleArn,
    CreationDate: createdAt,
    CompletionDate: completedAt,
    Status: status,
    StatusMessage: message,
    PercentDone: `${percent.toFixed(2)}%`,
    BackupSizeInBytes: point.bytes,
    CreatedResourceArn: status === 'COMPLETED' ? point.resourceArn : undefined,
  }
}
