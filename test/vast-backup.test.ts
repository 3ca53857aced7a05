import assert from 'node:assert/strict'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {type Finished, finished, type Project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'backup']
const CIDR = '10.47.0.0/24'
const WITH_PART = {VAST_CLOUD_PLUGINS: 'backup'}

interface Snapshot {
  recoveryPoint: string
  vault: string
  state: string
  sizeBytes: number
}

interface Restored {
  recoveryPoint: string
  aside: string
  task: string
}

interface Failed {
  error: {code: string; message: string; suggestions: string[]}
}

describe('the backup of VAST', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE, CIDR))
  })
  after(async () => {
    await local?.clearFaults()
    await remove?.(WITH_PART)
  })

  it('is made daily unless it is switched off', async () => {
    const policy = async () =>
      (
        await local.aws<{BackupPolicy: {Status: string}}>(
          ...['efs', 'describe-backup-policy', '--file-system-id', await fileSystem()],
        )
      ).BackupPolicy.Status

    const byDefault = await policy()
    await must(['vast:deploy', ...PLACE, '--cidr', CIDR, '--yes', '--backup', 'off'])
    const off = await policy()
    await must(['vast:deploy', ...PLACE, '--cidr', CIDR, '--yes'])

    assert.deepEqual([byDefault, off, await policy()], ['ENABLED', 'DISABLED', 'ENABLED'])
  })

  it('says which part a snapshot needs, and lists without it', async () => {
    const {code, stderr} = await user.cli(['vast:snapshot', ...PLACE])
    const listed = await must(['vast:snapshot:list', ...PLACE, '--json'])

    assert.equal(code, 3, stderr)
    assert.match(stderr, /backup of vast is not deployed/)
    assert.deepEqual((JSON.parse(listed.stdout) as {snapshots: unknown[]}).snapshots, [])
  })

  it('brings the events back after they were destroyed, and keeps what was there', async () => {
    await must(['vast:deploy', ...PLACE, '--cidr', CIDR, '--yes'], WITH_PART)
    await must(['vast:start', ...PLACE])
    await importEvents('{"n":1}\n{"n":2}\n')

    const made = resultOf<Snapshot>(await must(['vast:snapshot', ...PLACE, '--json']))
    await importEvents('{"n":3}\n')
    await inServer('rm -rf /var/lib/vast/*; echo ruined > /var/lib/vast/ruined')
    const back = resultOf<Restored>(await must(['vast:restore', ...PLACE, '--yes', '--json']))

    const point = await local.aws<{Status: string; BackupVaultName: string; BackupSizeInBytes: number}>(
      ...['backup', 'describe-recovery-point', '--backup-vault-name', made.vault],
      ...['--recovery-point-arn', made.recoveryPoint],
    )
    assert.deepEqual([point.Status, point.BackupSizeInBytes], ['COMPLETED', made.sizeBytes])
    assert.equal(back.recoveryPoint, made.recoveryPoint)
    assert.equal(await inServer('vast count'), '2\n')
    assert.equal(
      await inFileSystem(`cat /efs${back.aside}/ruined; ls -d /efs/aws-backup-restore_* || true`),
      'ruined\n',
    )
  })

  it('is refused where nobody can be asked, and changes nothing', async () => {
    const {code, stderr} = await user.cli(['vast:restore', ...PLACE])

    assert.equal(code, 9, stderr)
    assert.match(stderr, /aws-stack vast:restore arn:aws:backup:\S+ --yes --local --stage backup/)
    assert.equal(await inServer('vast count'), '2\n')
  })

  it('that is restored half-way says what state things are in, and how to go on', async () => {
    await importEvents('{"n":4}\n')
    await local.fail({service: 'ecs', operation: 'RunTask', code: 'ServerException', reason: 'no more', status: 400})

    const failed = await user.cli(['vast:restore', ...PLACE, '--yes', '--json'])
    const {error} = JSON.parse(failed.stdout) as Failed
    await local.clearFaults()
    const next = (error.suggestions[0] ?? '').split(' ').slice(1)
    const again = resultOf<Restored>(await must([...next, '--yes', '--json']))
    await must(['vast:start', ...PLACE])

    assert.equal(failed.code, 5, failed.stdout)
    assert.match(error.message, /no server runs, and the data may be moved already: nothing is lost/)
    assert.deepEqual(next.slice(0, 2), ['vast:restore', '--job'])
    assert.match(again.aside, /^\/vast-before-restore-/)
    assert.equal(again.task, undefined)
    assert.equal(await inServer('vast count'), '2\n')
  })

  it('that is in place already is not moved again', async () => {
    const {RestoreJobs} = await local.aws<{RestoreJobs: {RestoreJobId: string}[]}>('backup', 'list-restore-jobs')
    const job = RestoreJobs[0]?.RestoreJobId ?? ''

    const again = resultOf<Restored>(await must(['vast:restore', ...PLACE, '--yes', '--json', '--job', job]))

    assert.equal(again.aside, undefined)
    assert.equal(await inServer('vast count'), '2\n')
  })

  it('of a snapshot that is not there ends with 3', async () => {
    const {code, stderr} = await user.cli(['vast:restore', 'arn:aws:backup:none', ...PLACE, '--yes'])

    assert.equal(code, 3, stderr)
    assert.match(stderr, /there is no snapshot arn:aws:backup:none in any vault/)
  })

  it('outlives the stacks, and comes into the file system of the next ones', async () => {
    const vault = await outputOf('Vault')

    await must(['vast:destroy', ...PLACE, '--yes', '--force'], WITH_PART)

    const {RecoveryPoints} = await local.aws<{RecoveryPoints: {Status: string; RecoveryPointArn: string}[]}>(
      ...['backup', 'list-recovery-points-by-backup-vault', '--backup-vault-name', vault],
    )
    assert.deepEqual(
      RecoveryPoints.map(({Status}) => Status),
      ['COMPLETED'],
    )
    await must(['vast:deploy', ...PLACE, '--cidr', '10.47.0.0/24', '--yes'], WITH_PART)
    await must(['vast:restore', RecoveryPoints[0]!.RecoveryPointArn, ...PLACE, '--yes'])
    await must(['vast:start', ...PLACE])
    assert.notEqual(await outputOf('Vault'), vault)
    assert.equal(await inServer('vast count'), '2\n')
  })

  async function must(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const run = await user.cli(args, environment)
    assert.equal(run.code, 0, run.stderr + run.stdout)
    return run
  }

  function resultOf<T>({stdout}: Finished): T {
    return JSON.parse(stdout) as T
  }

  async function outputOf(name: string): Promise<string> {
    const {stdout} = await must(['vast:outputs', ...PLACE, '--json'])
    const {outputs} = JSON.parse(stdout) as {outputs: {name: string; value: string}[]}
    return outputs.find((output) => output.name === name)?.value ?? ''
  }

  async function fileSystem(): Promise<string> {
    return (await outputOf('FileSystemArn')).split('/').at(-1) ?? ''
  }

  async function importEvents(lines: string): Promise<void> {
    const command = [`${user.folder}/node_modules/.bin/aws-stack`, 'vast:exec', ...PLACE, '-c', 'vast import json']
    const {code, stderr} = await finished(process.execPath, command, {cwd: user.folder, input: lines})
    assert.equal(code, 0, stderr)
  }

  async function inServer(command: string): Promise<string> {
    return (await must(['vast:exec', ...PLACE, '-c', command])).stdout
  }

  /** Looks at the whole file system through a container of its own. */
  async function inFileSystem(command: string): Promise<string> {
    const folder = `${local.state.folder}/efs/${await fileSystem()}`
    return finished('sh', ['-c', command.replaceAll('/efs', folder)]).then(({stdout}) => stdout)
  }
})
