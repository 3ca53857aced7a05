import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdir, mkdtemp, readdir, readFile, rename, utimes, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {BackupTools} from '../find-storage.js'
import type {RestoreJob} from '../ports/backups.js'
import {errorOf} from '../testing/error-of.fixture.js'
import {sample} from '../testing/sample-app.fixture.js'
import {placeRestored} from './place-restored.js'

const tools: BackupTools = {
  part: 'backup',
  directory: '/vast',
  vault: 'vault',
  role: 'arn:role',
  restoreTask: 'arn:task-definition/restore:1',
  container: 'main',
  subnet: 'subnet-1',
  securityGroup: 'sg-1',
}

const RESTORED = 'aws-backup-restore_2026-01-02T03-04-05-678Z'

/** A file system, and a task that does in it what the container would do. */
async function fileSystem(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'file-system-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), {recursive: true})
    await writeFile(join(root, path), text)
  }
  const {ctx} = await sample()
  const logs = {group: '/restore', streamPrefix: 'restore'}
  ctx.ecs.taskDefinitions.set(tools.restoreTask, {
    arn: tools.restoreTask,
    family: 'restore',
    containers: [{name: 'main', image: 'image', essential: true, hasHealthCheck: false, logs}],
  })
  ctx.ecs.onCall = (method) => {
    const run = ctx.ecs.runs.at(-1)
    if (method !== 'task' || !run) return
    const script = (run.command?.[0] ?? '').replace('cd /efs', `cd ${root}`)
    const {status, stdout} = spawnSync('bash', ['-c', script], {env: {...process.env, ...run.env}, encoding: 'utf8'})
    ctx.logs.putAt(Date.now(), '/restore', 'restore/main/run1', ...stdout.trimEnd().split('\n'))
    const ended = (ctx.ecs.serviceTasks.get('') ?? []).map((task) => ({
      ...task,
      lastStatus: 'STOPPED',
      containers: [{name: 'main', image: 'image', exitCode: status ?? 255}],
    }))
    ctx.ecs.serviceTasks.set('', ended)
  }
  const place = (job: Partial<RestoreJob> = {}) =>
    placeRestored(
      {
        app: 'vast',
        cluster: 'c',
        tools,
        job: {id: 'ABCD1234-5', state: 'COMPLETED', recoveryPoint: 'arn', createdAt: Date.now(), ...job},
      },
      ctx,
    )
  const read = (path: string) => readFile(join(root, path), 'utf8')
  return {root, place, read}
}

describe('what was restored', () => {
  it('takes the place of the present data, which is renamed and kept', async () => {
    const {root, place, read} = await fileSystem({'vast/events': 'now', [`${RESTORED}/vast/events`]: 'then'})

    const aside = await place()

    assert.match(aside ?? '', /^\/vast-before-restore-abcd1234-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/)
    assert.equal(await read('vast/events'), 'then')
    assert.equal(await read(`${aside}/events`), 'now')
    assert.deepEqual((await readdir(root)).length, 2)
  })

  it('is in place already the second time, and nothing is moved', async () => {
    const {root, place, read} = await fileSystem({'vast/events': 'now', [`${RESTORED}/vast/events`]: 'then'})
    await place()
    const before = await readdir(root)

    const again = await place()

    assert.equal(again, undefined)
    assert.deepEqual(await readdir(root), before)
    assert.equal(await read('vast/events'), 'then')
  })

  it('comes in place after a task that ended between the two renames', async () => {
    const {root, place, read} = await fileSystem({'vast/events': 'now', [`${RESTORED}/vast/events`]: 'then'})
    await rename(join(root, 'vast'), join(root, 'vast-before-restore-abcd1234-earlier'))

    await place()

    assert.equal(await read('vast/events'), 'then')
    assert.equal(await read('vast-before-restore-abcd1234-earlier/events'), 'now')
  })

  it('also takes the place of what a server has begun since', async () => {
    const {root, place, read} = await fileSystem({'vast/events': 'now', [`${RESTORED}/vast/events`]: 'then'})
    await rename(join(root, 'vast'), join(root, 'vast-before-restore-abcd1234-earlier'))
    await mkdir(join(root, 'vast'))
    await writeFile(join(root, 'vast', 'events'), 'empty')

    const aside = await place()

    assert.equal(await read('vast/events'), 'then')
    assert.equal(await read(`${aside}/events`), 'empty')
  })

  it('is not what an earlier restore has left', async () => {
    const {root, place, read} = await fileSystem({'vast/events': 'now', [`${RESTORED}/vast/events`]: 'then'})
    await utimes(join(root, RESTORED), 0, 0)

    const {code, message} = await errorOf(place({createdAt: Date.now() + 3_600_000}))

    assert.equal(code, 'RESTORE_FAILED')
    assert.match(message, /no directory that this restore could have made/)
    assert.equal(await read('vast/events'), 'now')
  })

  it('is not guessed where two restores have come at once', async () => {
    const other = 'aws-backup-restore_2026-01-02T03-04-06-000Z'
    const files = {'vast/events': 'now', [`${RESTORED}/vast/events`]: 'then', [`${other}/vast/events`]: 'too'}
    const {place, read} = await fileSystem(files)

    const {message} = await errorOf(place())

    assert.match(
      message,
      /which of \/aws-backup-restore_\S+678Z and \/aws-backup-restore_\S+000Z is meant; remove the others/,
    )
    assert.equal(await read('vast/events'), 'now')
  })
})
