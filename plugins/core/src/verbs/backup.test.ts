import assert from 'node:assert/strict'

import type {EcsTask} from '../ports/ecs.js'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {StackError} from '../errors.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {type Sample, sample, SERVER, SERVICE_AT_REST} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {listSnapshots} from './list-snapshots.js'
import {restore} from './restore.js'
import {snapshot} from './snapshot.js'

const NAME = 'sample-dev-server-Service'
const ARN = 'arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1'
const POINT = {arn: 'arn:recovery-point:old', vault: 'vault', status: 'COMPLETED', createdAt: 1, bytes: 1000}

const STORAGE = ['Cluster', 'Service', 'FileSystemArn']
const TOOLS = ['Vault', 'BackupRole', 'RestoreTask', 'RestoreContainer', 'Subnet', 'SecurityGroup']
const outputs = (names: readonly string[]) => names.map((name) => `  ${name}: {Value: ${name}}\n`).join('')

/** Deployed with a file system and what backs it up; `running`: with a server. */
async function deployed({running = false, part = true, fileSystem = true} = {}): Promise<Sample> {
  const made = await sample()
  const {ctx, folder} = made
  const names = fileSystem ? STORAGE : STORAGE.slice(0, 2)
  await made.edit('server.yaml', SERVER.replace('Outputs:', `Outputs:\n${outputs(names)}`.trimEnd()))
  await writeFile(
    join(folder, 'backup.yaml'),
    `Resources:\n  Vault: {Type: AWS::Backup::BackupVault}\nOutputs:\n${outputs(TOOLS)}`,
  )
  ctx.cloudFormation.outputs.set('sample-dev-server.Service', NAME)
  ctx.cloudFormation.outputs.set('sample-dev-server.FileSystemArn', ARN)
  const stacks = [...made.app.stacks, ...(part ? [{part: 'backup', template: join(folder, 'backup.yaml')}] : [])]
  const app = {...made.app, stacks, backup: {part: 'backup', directory: '/data'}}
  await deploy(app, made.settings, {yes: true, force: true}, ctx)

  ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: running ? 1 : 0})
  ctx.ecs.serviceTasks.set(NAME, running ? [task('old')] : [])
  ctx.ecs.onCall = (method, what) => {
    if (method === 'updateService') {
      const tasks = ctx.ecs.serviceTasks.get(NAME) ?? []
      const stopped = tasks.map((one) => ({...one, lastStatus: 'STOPPED'}))
      ctx.ecs.serviceTasks.set(NAME, what.endsWith('0') ? stopped : [...stopped, task('new')])
    }
    if (method === 'task') endWith(made, 0)
  }
  ctx.ecs.calls.length = 0
  return {...made, app}
}

const task = (id: string, more: Partial<EcsTask> = {}): EcsTask => ({
  arn: `arn:aws:ecs:eu-west-1:123456789012:task/sample-dev/${id}`,
  taskDefinition: 'arn:task-definition/server:1',
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  createdAt: 0,
  containers: [{name: 'main', image: 'server'}],
  ...more,
})

/** What the task that puts the data in place comes to. */
function endWith({ctx}: Sample, exitCode: number | undefined): void {
  const tasks = ctx.ecs.serviceTasks.get('') ?? []
  const ended = tasks.map((one) => ({
    ...one,
    lastStatus: 'STOPPED',
    containers: one.containers.map((container) => ({...container, ...(exitCode !== undefined && {exitCode})})),
  }))
  ctx.ecs.serviceTasks.set('', ended)
}

function ends(made: Sample, exitCode: number | undefined): void {
  const next = made.ctx.ecs.onCall
  made.ctx.ecs.onCall = (method, what) => (method === 'task' ? endWith(made, exitCode) : next(method, what))
}

const asked = ({ctx}: Sample) => ctx.ecs.calls.filter((call) => /^(updateService|runTask)/.test(call))
const latest = {snapshot: 'latest', yes: true}

describe('snapshot', () => {
  it('backs the file system up into the vault of the part, and tells how far it is', async () => {
    const {app, settings, ctx} = await deployed()

    const made = await snapshot(app, settings, {wait: true, keepDays: 30}, ctx)

    assert.ok(ctx.backups.calls.includes(`backUp ${ARN} backup-Vault 30`))
    assert.deepEqual(
      [made.state, made.recoveryPoint, made.sizeBytes],
      ['COMPLETED', 'arn:recovery-point:backup-1', 1000],
    )
    assert.deepEqual(
      ctx.host.of('backup.progress').map(({state}) => state),
      ['RUNNING', 'COMPLETED'],
    )
  })

  it('waits for nothing where nobody wants to', async () => {
    const {app, settings, ctx} = await deployed()

    const {state, recoveryPoint, suggestions} = await snapshot(app, settings, {wait: false}, ctx)

    assert.deepEqual([state, recoveryPoint, suggestions], ['RUNNING', undefined, ['aws-stack sample:snapshot:list']])
  })

  it('that fails says why', async () => {
    const {app, settings, ctx} = await deployed()
    ctx.backups.states = ['FAILED']
    ctx.backups.reason = 'no access'

    await assert.rejects(snapshot(app, settings, {wait: true}, ctx), {
      code: 'SNAPSHOT_FAILED',
      message: 'the snapshot is FAILED: no access',
    })
  })

  it('is stopped by a signal, which waits until it has stopped', async () => {
    const {app, settings, ctx, controller} = await deployed()
    ctx.backups.states = ['RUNNING']
    ctx.host.notify = (event) => void (event.type === 'backup.progress' && controller.abort('SIGINT'))

    await assert.rejects(snapshot(app, settings, {wait: true}, ctx), {
      code: 'CANCELLED',
      message: 'cancelled by SIGINT: the snapshot was asked to stop, and it is ABORTED',
    })
    assert.ok(ctx.backups.calls.includes('stopBackup backup-1'))
  })

  it('goes on when only the time is over', async () => {
    const {app, settings, ctx, controller} = await deployed()
    ctx.backups.states = ['RUNNING']
    ctx.host.notify = (event) => void (event.type === 'backup.progress' && controller.abort('timeout'))

    await assert.rejects(snapshot(app, settings, {wait: true}, ctx), {
      code: 'TIMED_OUT',
      message: 'the time limit is reached: the snapshot goes on as job backup-1',
    })
    assert.ok(!ctx.backups.calls.some((call) => call.startsWith('stopBackup')))
  })

  it('needs a file system, and the part', async () => {
    const attached = await deployed({fileSystem: false})
    const without = await deployed({part: false})

    const {code: noFileSystem} = await errorOf(snapshot(attached.app, attached.settings, {wait: true}, attached.ctx))
    const {message} = await errorOf(snapshot(without.app, without.settings, {wait: true}, without.ctx))

    assert.equal(noFileSystem, 'NO_FILE_SYSTEM')
    assert.match(message, /^backup of sample is not deployed as stage dev in eu-west-1/)
  })

  it('is listed with all others, without the part', async () => {
    const {app, settings, ctx} = await deployed({part: false})
    ctx.backups.points.push(POINT)

    const {fileSystem, snapshots} = await listSnapshots(app, settings, ctx)

    assert.equal(fileSystem, 'fs-1')
    assert.deepEqual(snapshots, [
      {
        recoveryPoint: POINT.arn,
        vault: 'vault',
        status: 'COMPLETED',
        createdAt: '1970-01-01T00:00:00.001Z',
        sizeBytes: 1000,
      },
    ])
  })
})

describe('restore', () => {
  it('stops the server only when the files are there, swaps them, and starts it again', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    const {ecs, backups} = made.ctx
    let jobsBefore = 0
    const next = ecs.onCall
    ecs.onCall = (method, what) => {
      if (method === 'updateService' && what.endsWith('0')) jobsBefore = backups.calls.filter(isLook).length
      return next(method, what)
    }

    const result = await restore(made.app, made.settings, latest, made.ctx)

    assert.deepEqual(asked(made), [`updateService ${NAME} 0`, 'runTask backup-RestoreTask', `updateService ${NAME} 1`])
    assert.equal(jobsBefore, backups.calls.filter(isLook).length)
    assert.ok(backups.calls.includes(`restoreFiles ${POINT.arn} fs-1 /data`))
    assert.equal(result.task, 'new')
    assert.match(result.aside ?? '', /^\/data-before-restore-restore--\d{4}-/)
    assert.deepEqual(ecs.runs[0]?.env?.['DIRECTORY'], 'data')
    assert.equal(ecs.runs[0]?.env?.['SINCE'], String(1_700_000_000 - 60))
  })

  it('leaves a server stopped that did not run', async () => {
    const made = await deployed()
    made.ctx.backups.points.push(POINT)

    const {task: started, suggestions} = await restore(made.app, made.settings, latest, made.ctx)

    assert.deepEqual(asked(made), ['runTask backup-RestoreTask'])
    assert.deepEqual([started, suggestions], [undefined, ['aws-stack sample:start']])
  })

  it('asks first, and changes nothing when the answer is no', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    made.ctx.host.answer = false

    await assert.rejects(restore(made.app, made.settings, {...latest, yes: false}, made.ctx), {code: 'DECLINED'})

    const [question] = made.ctx.host.questions
    assert.ok(question?.type === 'restore' && question.interrupts)
    assert.deepEqual(asked(made), [])
    assert.ok(!made.ctx.backups.calls.some((call) => call.startsWith('restoreFiles')))
  })

  it('refuses a snapshot that is not there or not whole', async () => {
    const {app, settings, ctx} = await deployed()
    const none = await errorOf(restore(app, settings, latest, ctx))
    ctx.backups.points.push({...POINT, status: 'PARTIAL'})

    const partial = await errorOf(restore(app, settings, {snapshot: POINT.arn, yes: true}, ctx))
    const other = await errorOf(restore(app, settings, {snapshot: 'arn:other', yes: true}, ctx))

    assert.equal(none.message, 'there is no snapshot of fs-1 yet')
    assert.match(partial.message, /is PARTIAL; only one that is COMPLETED can be restored/)
    assert.equal(other.message, 'there is no snapshot arn:other in any vault')
  })

  it('refuses while another task could write into what is moved', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    made.ctx.ecs.serviceTasks.set('', [task('other', {startedBy: 'aws-stack-run'})])

    await assert.rejects(restore(made.app, made.settings, latest, made.ctx), {
      code: 'BUSY',
      message: /other tasks run in server-Cluster: other \(started by aws-stack-run\)/,
    })
    assert.deepEqual(asked(made), [])
  })

  it('does not touch the server when the job fails', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    made.ctx.backups.states = ['RUNNING', 'FAILED']

    const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))

    assert.equal(error.code, 'RESTORE_FAILED')
    assert.match(error.message, /the restore job is FAILED, the data in use is not touched/)
    assert.deepEqual(asked(made), [])
  })

  it('that is left while the files come back says that AWS goes on, and how to follow it', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    made.ctx.backups.states = ['RUNNING']
    made.ctx.host.notify = (event) => void (event.type === 'backup.progress' && made.controller.abort('SIGINT'))

    const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))

    assert.equal(error.code, 'CANCELLED')
    assert.deepEqual(error.suggestions, ['aws-stack sample:restore --job restore-1'])
    assert.deepEqual(asked(made), [])
  })

  it('stops a server that was started while the files came back, and starts it again', async () => {
    const made = await deployed()
    made.ctx.backups.points.push(POINT)
    made.ctx.host.notify = (event) => {
      if (event.type !== 'backup.progress') return
      made.ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 1})
      made.ctx.ecs.serviceTasks.set(NAME, [task('since')])
    }

    const {task: started} = await restore(made.app, made.settings, latest, made.ctx)

    assert.deepEqual(asked(made), [`updateService ${NAME} 0`, 'runTask backup-RestoreTask', `updateService ${NAME} 1`])
    assert.equal(started, 'new')
  })

  it('waits for a server that is being stopped, and leaves it stopped', async () => {
    const made = await deployed()
    made.ctx.backups.points.push(POINT)
    made.ctx.ecs.serviceTasks.set(NAME, [task('stopping', {lastStatus: 'STOPPING'})])

    const {task: started} = await restore(made.app, made.settings, latest, made.ctx)

    assert.deepEqual(asked(made), [`updateService ${NAME} 0`, 'runTask backup-RestoreTask'])
    assert.equal(started, undefined)
  })

  it('moves nothing where another task was started meanwhile, and the server runs again', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    made.ctx.host.notify = (event) => {
      if (event.type === 'restore.step') made.ctx.ecs.serviceTasks.set('', [task('other')])
    }

    const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))

    assert.equal(error.code, 'BUSY')
    assert.match(
      error.message,
      /other tasks run in server-Cluster: other; nothing was moved, and the server runs again/,
    )
    assert.deepEqual(error.suggestions, ['aws-stack sample:status', 'aws-stack sample:restore --job restore-1'])
    assert.deepEqual(asked(made), [`updateService ${NAME} 0`, `updateService ${NAME} 1`])
  })

  it('that fails half-way says that nothing is lost, and goes on with the same job', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    made.ctx.ecs.failures.set('runTask', new StackError('AWS_FAILED', 'no answer', {blame: 'aws'}))

    const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))
    made.ctx.ecs.failures.clear()
    const again = await restore(made.app, made.settings, {...latest, job: 'restore-1'}, made.ctx)

    assert.equal(error.code, 'AWS_FAILED')
    assert.match(error.message, /^no answer; no server runs, and the data may be moved already: nothing is lost/)
    assert.deepEqual(error.suggestions, ['aws-stack sample:restore --job restore-1'])
    assert.equal(again.job, 'restore-1')
    assert.equal(made.ctx.backups.calls.filter((call) => call.startsWith('restoreFiles')).length, 1)
  })

  it('starts no server when the data may be moved half-way', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    ends(made, 1)

    const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))

    assert.equal(error.code, 'RESTORE_FAILED')
    assert.match(error.message, /the task ended with 1; no server runs, and the data may be moved already/)
    assert.deepEqual(asked(made), [`updateService ${NAME} 0`, 'runTask backup-RestoreTask'])
  })

  for (const [exitCode, code, what, next] of [
    [3, 'RESTORE_FAILED', /other restores have left theirs too/, 'restore --job restore-1'],
    [4, 'RESTORE_FAILED', /no directory that this restore could have made/, 'snapshot:list'],
    [undefined, 'TASK_FAILED', /has no exit code/, 'restore --job restore-1'],
    ['refused', 'TASK_REFUSED', /no room/, 'restore --job restore-1'],
  ] as const) {
    it(`starts the server again where nothing was moved (${exitCode ?? 'never ran'})`, async () => {
      const made = await deployed({running: true})
      made.ctx.backups.points.push(POINT)
      if (exitCode === 'refused') made.ctx.ecs.failures.set('runTask', new StackError('TASK_REFUSED', 'no room'))
      else ends(made, exitCode)

      const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))

      assert.equal(error.code, code)
      assert.match(error.message, what)
      assert.match(error.message, /; nothing was moved, and the server runs again as before$/)
      assert.deepEqual(error.suggestions, [`aws-stack sample:${next}`])
      assert.equal(asked(made).at(-1), `updateService ${NAME} 1`)
    })
  }

  it('says how to start the server that it could not start again', async () => {
    const made = await deployed({running: true})
    made.ctx.backups.points.push(POINT)
    ends(made, 4)
    const next = made.ctx.ecs.onCall
    made.ctx.ecs.onCall = (method, what) => {
      if (method === 'updateService' && what.endsWith('1')) throw new StackError('AWS_FAILED', 'no answer')
      return next(method, what)
    }

    const error = await errorOf(restore(made.app, made.settings, latest, made.ctx))

    assert.equal(error.code, 'RESTORE_FAILED')
    assert.match(error.message, /nothing was moved, and the server does not serve yet: no answer/)
    assert.deepEqual(error.suggestions, ['aws-stack sample:start', 'aws-stack sample:snapshot:list'])
  })

  it('takes the snapshot of a file system that is gone, by its ARN', async () => {
    const {app, settings, ctx} = await deployed()
    const kept = {...POINT, arn: 'arn:kept', vault: 'of-before', resourceType: 'EFS'}
    ctx.backups.elsewhere.push(kept, {...kept, arn: 'arn:database', resourceType: 'RDS'})

    const {recoveryPoint} = await restore(app, settings, {snapshot: 'arn:kept', yes: true}, ctx)
    const other = await errorOf(restore(app, settings, {snapshot: 'arn:database', yes: true}, ctx))

    assert.equal(recoveryPoint, 'arn:kept')
    assert.equal(other.message, 'the snapshot arn:database is of RDS, not of EFS')
  })

  it('that nobody can be asked about suggests the snapshot that was found', async () => {
    const {app, settings, ctx} = await deployed()
    ctx.backups.points.push({...POINT, arn: 'arn:newest'}, POINT)
    ctx.host.answer = 'no-terminal'

    const {suggestions} = await errorOf(restore(app, settings, {snapshot: POINT.arn, yes: false}, ctx))

    assert.deepEqual(suggestions, [`aws-stack sample:restore ${POINT.arn} --yes`])
  })

  it('that was in place already moves nothing aside', async () => {
    const made = await deployed()
    made.ctx.backups.points.push(POINT)
    ends(made, 10)

    const {aside} = await restore(made.app, made.settings, latest, made.ctx)

    assert.equal(aside, undefined)
  })
})

const isLook = (call: string) => call.startsWith('restoreJob')
