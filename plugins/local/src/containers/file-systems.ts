import {chmod, chown, mkdir, rm, stat} from 'node:fs/promises'
import {join, normalize} from 'node:path'

import type {ServiceClients} from '../services/cloudformation/clients.js'

export interface FileSystemPath {
  readonly fileSystemId?: string | undefined
  readonly accessPointId?: string | undefined
  readonly rootDirectory?: string | undefined
}

/** A file system of EFS is a folder that outlives whoever mounts it. Rejects where its directory is missing and nothing says how to make it. */
export async function fileSystemFolder(
  {fileSystemId, accessPointId, rootDirectory = '/'}: FileSystemPath,
  folder: string,
  clients: ServiceClients,
): Promise<string> {
  const point = await accessPoint(accessPointId, clients)
  const path = normalize(join('/', point?.RootDirectory?.Path ?? rootDirectory))
  const id = fileSystemId ?? point?.FileSystemId ?? ''
  const whole = fileSystemRoot(folder, id)
  await mkdir(whole, {recursive: true})
  const root = join(whole, path)

  // EFS makes everybody the access point's user; here the folder belongs to that user, which is the same for a container that runs as it.
  const {OwnerUid, OwnerGid, Permissions} = point?.RootDirectory?.CreationInfo ?? {}
  if (OwnerUid === undefined || OwnerGid === undefined) await requireFolder(root, `${id}:${path}`)
  else if (await mkdir(root, {recursive: true})) await own(root, OwnerUid, OwnerGid, Permissions)
  return root
}

async function requireFolder(root: string, name: string): Promise<void> {
  const found = await stat(root).catch(() => undefined)
  if (!found?.isDirectory())
    throw new Error(`mount.nfs4: mounting ${name} failed, reason given by server: No such file or directory`)
}

/** File systems are forgotten with the resources that they belong to. */
export async function removeFileSystems(folder: string): Promise<void> {
  await rm(fileSystemsFolder(folder), {recursive: true, force: true}).catch(foreign)
}

/** What another user's container wrote only that user or root can remove; no new file system has the id of an old one. */
function foreign(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error
  process.stderr.write(`left in place: ${error.message}\n`)
}

/** The folder that stands for the root directory of a file system. */
export function fileSystemRoot(folder: string, id: string): string {
  return join(fileSystemsFolder(folder), id)
}

function fileSystemsFolder(folder: string): string {
  return join(folder, 'efs')
}

async function own(folder: string, uid: number, gid: number, permissions = '755'): Promise<void> {
  // Only root can give a folder away; without root the container's user is let in as anybody.
  if (process.getuid?.() === 0) {
    await chown(folder, uid, gid)
    await chmod(folder, Number.parseInt(permissions, 8))
  } else await chmod(folder, 0o777)
}

async function accessPoint(AccessPointId: string | undefined, clients: ServiceClients) {
  if (!AccessPointId) return undefined
  const {DescribeAccessPointsCommand} = await import('@aws-sdk/client-efs')
  const client = await clients.efs()
  const {AccessPoints} = await client.send(new DescribeAccessPointsCommand({AccessPointId}))
  return AccessPoints?.[0]
}
