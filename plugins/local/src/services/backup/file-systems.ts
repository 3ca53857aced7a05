import {execFile} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {lstat, mkdir, readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'

import {fileSystemRoot} from '../../containers/file-systems.js'
import {roleTrusts} from '../role-trusts.js'
import {invalid, notFound} from './backup-operation.js'
import type {Region, World} from './world.js'

const run = promisify(execFile)

/** `arn:aws:elasticfilesystem:…:file-system/fs-0123` to `fs-0123`. */
export function fileSystemId(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** Its folder. Throws where EFS has no such file system. */
export async function folderOf(arn: string, {name}: Region, {options}: World): Promise<string> {
  const FileSystemId = fileSystemId(arn)
  if (!arn.includes(':file-system/')) throw invalid(`the local AWS backs up EFS alone: ${arn}`)
  const {DescribeFileSystemsCommand} = await import('@aws-sdk/client-efs')
  const efs = await options.clients(name).efs()
  await efs.send(new DescribeFileSystemsCommand({FileSystemId})).catch(() => {
    throw notFound(`File system ${FileSystemId} does not exist`)
  })
  const folder = fileSystemRoot(options.folder, FileSystemId)
  await mkdir(folder, {recursive: true})
  return folder
}

/** The role that AWS Backup works as: it has to be there, and to trust the service. */
export async function checkRole(arn: string, {name}: Region, {options}: World): Promise<void> {
  if (!(await roleTrusts(arn, 'backup.amazonaws.com', options.clients(name)))) {
    throw invalid(`IAM Role ${arn} cannot be assumed by AWS Backup`)
  }
}

/** With owners, permissions and times, as EFS's own restore brings them back. */
export async function copyInto(source: string, target: string, signal: AbortSignal): Promise<void> {
  await mkdir(target, {recursive: true})
  const copying = run('cp', ['-a', `${source}/.`, target], {signal, killSignal: 'SIGKILL'})
  const ended = new Promise((resolve) => copying.child.once('close', resolve))
  try {
    await copying
  } finally {
    // A call that is aborted rejects before the process has ended, which may still write.
    await ended
  }
}

/** Of all files below. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, {recursive: true})
  const sizes = await Promise.all(entries.map(async (entry) => (await lstat(join(folder, entry))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** A new folder for the copy that a recovery point is. */
export function newCopyFolder({options}: World): string {
  return join(copiesFolder(options.folder), randomUUID())
}

export function copiesFolder(folder: string): string {
  return join(folder, 'backups')
}
