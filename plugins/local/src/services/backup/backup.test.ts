import assert from 'node:assert/strict'
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {
  DeleteBackupVaultCommand,
  DeleteRecoveryPointCommand,
  DescribeBackupJobCommand,
  DescribeRecoveryPointCommand,
  DescribeRestoreJobCommand,
  GetRecoveryPointRestoreMetadataCommand,
  ListRecoveryPointsByResourceCommand,
  StartBackupJobCommand,
  StartRestoreJobCommand,
  StopBackupJobCommand,
} from '@aws-sdk/client-backup'

import {useLocalServices} from '../cloudformation/types/local-services.test.fixture.js'
import {fileSystemRoot} from '../../containers/file-systems.js'

const TRUST = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service}, Action: 'sts:AssumeRole'}],
})

let made = 0

describe('AWS Backup', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const backup = () => services().scope().clients.backup()

  /** A file system with one event in it, a vault, and a role. */
  async function aFileSystem({principal = 'backup.amazonaws.com'} = {}) {
    const vault = `vault-${(made += 1)}`
    const system = await services().make('AWS::EFS::FileSystem', {})
    await services().make('AWS::Backup::BackupVault', {BackupVaultName: vault})
    const role = await services().make('AWS::IAM::Role', {AssumeRolePolicyDocument: TRUST(principal)})
    const root = fileSystemRoot(services().folder, system.physicalId)
    await mkdir(join(root, 'vast'), {recursive: true})
    await writeFile(join(root, 'vast', 'events'), 'one\n')
    const ResourceArn = system.attributes['Arn'] as string
    return {id: system.physicalId, root, vault, ResourceArn, IamRoleArn: role.attributes['Arn'] as string}
  }

  type Made = Awaited<ReturnType<typeof aFileSystem>>

  async function start({vault, ResourceArn, IamRoleArn}: Made, IdempotencyToken?: string) {
    return (await backup()).send(
      new StartBackupJobCommand({BackupVaultName: vault, ResourceArn, IamRoleArn, IdempotencyToken}),
    )
  }

  async function ended(BackupJobId: string | undefined) {
    for (;;) {
      const job = await (await backup()).send(new DescribeBackupJobCommand({BackupJobId}))
      if (!['CREATED', 'RUNNING', 'ABORTING'].includes(job.State ?? '')) return job
    }
  }

  async function restored(RestoreJobId: string | undefined) {
    for (;;) {
      const job = await (await backup()).send(new DescribeRestoreJobCommand({RestoreJobId}))
      if (!['PENDING', 'RUNNING'].includes(job.Status ?? '')) return job
    }
  }

  const into = (id: string, more: Record<string, string> = {}) => ({
    'file-system-id': id,
    newFileSystem: 'false',
    Encrypted: 'true',
    PerformanceMode: 'generalPurpose',
    CreationToken: 'token',
    ...more,
  })

  it('copies the files of a file system, and brings them back beside those of now', async () => {
    const files = await aFileSystem()
    const client = await backup()

    const job = await ended((await start(files)).BackupJobId)
    await rm(join(files.root, 'vast'), {recursive: true})
    const {RestoreJobId} = await client.send(
      new StartRestoreJobCommand({
        RecoveryPointArn: job.RecoveryPointArn,
        IamRoleArn: files.IamRoleArn,
        Metadata: into(files.id, {ItemsToRestore: '["/vast"]'}),
      }),
    )
    const done = await restored(RestoreJobId)

    const [directory = '', ...others] = await readdir(files.root)
    assert.deepEqual([job.State, job.PercentDone, done.Status], ['COMPLETED', '100.0', 'COMPLETED'])
    assert.deepEqual(others, [])
    assert.match(directory, /^aws-backup-restore_/)
    assert.equal(await readFile(join(files.root, directory, 'vast', 'events'), 'utf8'), 'one\n')
  })

  it('is asked the same twice and does it once', async () => {
    const files = await aFileSystem()

    const [one, other] = [await start(files, 'same'), await start(files, 'same')]

    assert.equal(one.BackupJobId, other.BackupJobId)
  })

  it('leaves nothing of a job that is stopped', async () => {
    const files = await aFileSystem()
    const {BackupJobId} = await start(files)
    const client = await backup()

    await client.send(new StopBackupJobCommand({BackupJobId}))
    const {State} = await ended(BackupJobId)
    const {RecoveryPoints} = await client.send(
      new ListRecoveryPointsByResourceCommand({ResourceArn: files.ResourceArn}),
    )

    assert.deepEqual([State, RecoveryPoints], ['ABORTED', []])
    await assert.rejects(client.send(new StopBackupJobCommand({BackupJobId})), {name: 'InvalidRequestException'})
  })

  it('fails a restore of what was not backed up', async () => {
    const files = await aFileSystem()
    const {RecoveryPointArn} = await ended((await start(files)).BackupJobId)
    const client = await backup()

    const {RestoreJobId} = await client.send(
      new StartRestoreJobCommand({
        RecoveryPointArn,
        IamRoleArn: files.IamRoleArn,
        Metadata: into(files.id, {ItemsToRestore: '["/nothing"]'}),
      }),
    )
    const {Status, StatusMessage} = await restored(RestoreJobId)

    assert.deepEqual([Status, StatusMessage], ['FAILED', 'The recovery point has no directory /nothing'])
  })

  it('keeps a vault that holds something, and says what a restore of it needs', async () => {
    const files = await aFileSystem()
    const {RecoveryPointArn} = await ended((await start(files)).BackupJobId)
    const client = await backup()

    const {RestoreMetadata} = await client.send(
      new GetRecoveryPointRestoreMetadataCommand({BackupVaultName: files.vault, RecoveryPointArn}),
    )
    const remove = client.send(new DeleteBackupVaultCommand({BackupVaultName: files.vault}))

    await assert.rejects(remove, {name: 'InvalidRequestException', message: /contains recovery points/})
    assert.deepEqual(RestoreMetadata, {'file-system-id': files.id})
  })

  it('looks for a recovery point in the vault that is named', async () => {
    const [files, others] = [await aFileSystem(), await aFileSystem()]
    const {RecoveryPointArn} = await ended((await start(files)).BackupJobId)
    const client = await backup()

    const name = 'ResourceNotFoundException'
    for (const BackupVaultName of [others.vault, 'none']) {
      const point = {BackupVaultName, RecoveryPointArn}
      await assert.rejects(client.send(new DescribeRecoveryPointCommand(point)), {name})
      await assert.rejects(client.send(new GetRecoveryPointRestoreMetadataCommand(point)), {name})
      await assert.rejects(client.send(new DeleteRecoveryPointCommand(point)), {name})
    }
    const {Status} = await client.send(
      new DescribeRecoveryPointCommand({BackupVaultName: files.vault, RecoveryPointArn}),
    )
    assert.equal(Status, 'COMPLETED')
  })

  it('is no kinder than AWS to a wrong vault, role, file system or restore', async () => {
    const files = await aFileSystem()
    const stranger = await aFileSystem({principal: 'ec2.amazonaws.com'})
    const {RecoveryPointArn} = await ended((await start(files)).BackupJobId)
    const restore = (Metadata: Record<string, string>) =>
      backup().then((client) =>
        client.send(new StartRestoreJobCommand({RecoveryPointArn, IamRoleArn: files.IamRoleArn, Metadata})),
      )

    await assert.rejects(start({...files, vault: 'none'}), {name: 'ResourceNotFoundException'})
    await assert.rejects(start(stranger), {name: 'InvalidParameterValueException', message: /cannot be assumed/})
    await assert.rejects(start({...files, ResourceArn: files.ResourceArn.replace(files.id, 'fs-0bad0bad')}), {
      name: 'ResourceNotFoundException',
    })
    await assert.rejects(restore({'file-system-id': files.id}), {name: 'InvalidParameterValueException'})
    await assert.rejects(restore(into(files.id, {newFileSystem: 'true'})), /existing file system/)
  })
})
