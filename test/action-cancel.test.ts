import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {oidcIssuer} from './fixtures/oidc-issuer.js'
import {project, type Project} from './fixtures/project.js'
import {type EndedStep, type RunningStep, startStep, type Step} from './fixtures/runner.js'
import {started, until} from './fixtures/running.js'

const STAGE = 'cut'
const STACK = `vast-${STAGE}-network`
const PLACE = `--stage ${STAGE}`
const DEPLOY = `vast:deploy ${PLACE} --part network --cidr 10.98.0.0/24`

/** The product's promise: within this time after the signal the call that cancels is at AWS. The runner gives 7.5 s. */
const LIMIT_MS = 1000

describe('a step that is cut off', function () {
  this.timeout(300_000)
  let local: LocalAws
  let user: Project
  const figures: string[] = []

  before(async function () {
    local = localAws(this)
    user = await project()
  })
  beforeEach(() => local.forgetRequests())
  afterEach(async () => {
    await local.clearFaults()
    await until(async () => !/_IN_PROGRESS$/.test((await statusOf(local)) ?? ''))
    await user.cli(['vast:destroy', '--local', '--stage', STAGE, '--yes', '--force'])
  })
  after(() => {
    for (const figure of figures) console.log(`      ${figure}`)
  })

  const place = () => ({AWS_STACK_LOCAL: 'true', AWS_STACK_LOCAL_FOLDER: local.state.folder})
  const step = (command: string, more: Partial<Step> = {}): Promise<RunningStep> =>
    startStep({
      ...more,
      inputs: {command, confirm: 'true', ...more.inputs},
      environment: {...place(), ...more.environment},
    })

  /** Cancels as the runner does. Answers with how it ended, and how long after the signal `operation` was seen at AWS. */
  async function cancelled(running: RunningStep, operation: string): Promise<EndedStep> {
    const sent = Date.now()
    const ending = running.cancel()
    const seen = async () =>
      (await local.requests()).find((one) => one.operation === operation && Date.parse(one.time) >= sent)
    await until(async () => (await seen()) !== undefined)
    const ms = Date.parse((await seen())?.time ?? '') - sent
    figures.push(`SIGINT: ${operation} after ${ms} ms`)
    assert.ok(ms <= LIMIT_MS, `${operation} came ${ms} ms after the signal`)
    return ending
  }

  async function count(operation: string): Promise<number> {
    return (await local.requests()).filter((one) => one.operation === operation).length
  }

  const isIn = (status: string) => until(async () => (await statusOf(local)) === status)

  it('while a change set is made deletes it: no stack is left, no command is begun after it', async () => {
    await local.delay({service: 'cloudformation', operation: 'DescribeChangeSet', ms: 8000, times: 9})
    const running = await step(`${DEPLOY}\nvast:attach --stage never`)
    await isIn('REVIEW_IN_PROGRESS')

    const ended = await cancelled(running, 'DeleteChangeSet')

    assert.deepEqual([ended.code, ended.outputs['exit-code'], codeOf(ended)], [130, '130', 'CANCELLED'], ended.log)
    assert.equal(await statusOf(local), undefined)
    const post = await running.post()
    assert.equal(post.code, 0, post.log)
    assert.match(post.log, /nothing of the step is left/)
    assert.equal(post.summary, '')
  })

  it('between a change set and its execution deletes it, and executes nothing', async () => {
    await local.delay({service: 'cloudformation', operation: 'DescribeStackEvents', ms: 4000})
    const running = await step(DEPLOY)
    await until(async () => (await count('DescribeStackEvents')) > 0)

    const ended = await cancelled(running, 'DeleteChangeSet')

    assert.equal(ended.code, 130, ended.log)
    assert.equal(await count('ExecuteChangeSet'), 0)
    assert.equal(await statusOf(local), undefined)
  })

  it('in a creation deletes the stack and shows it to its end', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 20_000})
    const running = await step(DEPLOY)
    await isIn('CREATE_IN_PROGRESS')

    const ended = await cancelled(running, 'DeleteStack')

    assert.deepEqual([ended.code, codeOf(ended)], [130, 'CANCELLED'], ended.log)
    assert.equal(await statusOf(local), undefined)
  })

  it('in an update has it rolled back', async () => {
    const first = await (await step(DEPLOY)).ended
    assert.equal(first.code, 0, first.log)
    const other = await local.aws<{Vpc: {VpcId: string}}>('ec2', 'create-vpc', '--cidr-block', '10.99.0.0/16')
    await local.delay({stack: STACK, ms: 20_000, times: 9})
    const running = await step(`${DEPLOY} --peered-vpc-id ${other.Vpc.VpcId}`)
    await isIn('UPDATE_IN_PROGRESS')

    const ending = cancelled(running, 'CancelUpdateStack')
    await until(async () => (await count('CancelUpdateStack')) > 0)
    await local.clearFaults()
    const ended = await ending

    assert.equal(ended.code, 130, ended.log)
    assert.equal(await statusOf(local), 'UPDATE_ROLLBACK_COMPLETE')
  })

  it('in what takes longer leaves with the line that follows it, all outputs written; the post step finishes it', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 6_000})
    await local.delay({stack: STACK, action: 'delete', ms: 14_000})
    const running = await step(DEPLOY)
    await isIn('CREATE_IN_PROGRESS')
    await until(() => running.log().includes('Vpc CREATE_IN_PROGRESS'))

    const ended = await cancelled(running, 'DeleteStack')

    assert.deepEqual([ended.code, ended.signal, ended.outputs['exit-code']], [130, null, '130'], ended.log)
    assert.match(ended.log, /goes on at AWS/)
    assert.match(ended.log, new RegExp(`aws-stack vast:attach .*--stage ${STAGE}`))
    assert.equal(await statusOf(local), 'DELETE_IN_PROGRESS')

    const post = await running.post()

    assert.equal(post.code, 0, post.log)
    assert.equal(await statusOf(local), undefined)
    assert.match(post.summary, new RegExp(`\`${STACK}\` .* \`DELETE_COMPLETE\``))
  })

  it('in a build ends it, and no command is begun after it', async () => {
    const base = `${new URL(local.state.registry).host}/stand-in/slow@sha256:${'0'.repeat(64)}`
    await local.delay({service: 'registry', ms: 20_000, times: 9})
    const running = await step(`vast:image:build ${PLACE} --only server --verbose --image ${base}\n${DEPLOY}`)
    await until(() => running.log().includes('context of'))

    const ended = await running.cancel()

    assert.deepEqual([ended.code, ended.signal, codeOf(ended)], [130, null, 'CANCELLED'], ended.log)
    assert.equal(await count('CreateChangeSet'), 0)
  })

  it('in its sign-in ends at once, and nothing is asked of AWS', async () => {
    const issuer = await oidcIssuer()
    issuer.delayMs = 9000
    const running = await step(DEPLOY, {
      inputs: {'role-arn': 'arn:aws:iam::123456789012:role/deploy'},
      environment: issuer.environment,
    })
    await until(() => issuer.asked() > 0)

    const ended = await running.cancel()
    issuer.close()

    assert.deepEqual([ended.code, ended.signal, ended.outputs['exit-code']], [130, null, '130'], ended.log)
    assert.deepEqual(await local.requests(), [])
    const post = await running.post()
    assert.deepEqual([post.code, post.summary], [0, ''], post.log)
  })

  it('by SIGTERM alone leaves with 143', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 20_000})
    const running = await step(DEPLOY)
    await isIn('CREATE_IN_PROGRESS')

    running.process.kill('SIGTERM')
    const ended = await running.ended

    assert.deepEqual([ended.code, codeOf(ended)], [143, 'CANCELLED'], ended.log)
    assert.equal(await statusOf(local), undefined)
  })

  describe('by kill -9', () => {
    async function killed(running: RunningStep): Promise<void> {
      running.process.kill('SIGKILL')
      assert.equal((await running.ended).signal, 'SIGKILL')
    }

    it('in a creation is finished by the post step: the stack is gone, and the summary says so', async () => {
      await local.delay({stack: STACK, logicalId: 'Vpc', ms: 20_000})
      const running = await step(DEPLOY)
      await isIn('CREATE_IN_PROGRESS')
      await killed(running)

      const post = await running.post()

      assert.equal(post.code, 0, post.log)
      assert.equal(await statusOf(local), undefined)
      assert.match(post.summary, /its creation was cancelled/)
    })

    it('beside a change set of its own is finished by the post step: neither it nor its stack is left', async () => {
      await local.delay({service: 'cloudformation', operation: 'DescribeChangeSet', ms: 8000, times: 9})
      const running = await step(DEPLOY)
      await isIn('REVIEW_IN_PROGRESS')
      await killed(running)
      await local.clearFaults()

      const post = await running.post()

      assert.equal(post.code, 0, post.log)
      assert.equal(await statusOf(local), undefined)
      assert.match(post.summary, /its change set was deleted/)
    })

    it('while it waits for another run leaves that one alone', async () => {
      await local.delay({stack: STACK, logicalId: 'Vpc', ms: 15_000})
      const other = started(user, [...DEPLOY.split(' '), '--local', '--yes'])
      await isIn('CREATE_IN_PROGRESS')
      const running = await step(DEPLOY)
      await until(() => running.log().includes('waiting for its end'))
      await killed(running)

      const post = await running.post()

      assert.match(post.log, /nothing of the step is left/, JSON.stringify([post, running.log(), await running.ended]))
      assert.deepEqual([await other.ended, await statusOf(local)], [0, 'CREATE_COMPLETE'], other.stderr())
    })
  })

  it('by its time limit is red with the line that follows what goes on; the post step lets it go on', async () => {
    await local.delay({stack: STACK, logicalId: 'Vpc', ms: 15_000})
    const running = await step(DEPLOY, {inputs: {timeout: '8s'}})

    const ended = await running.ended

    assert.deepEqual([ended.code, codeOf(ended)], [6, 'TIMED_OUT'], ended.log)
    assert.match(ended.log, new RegExp(`aws-stack vast:attach .*--stage ${STAGE}`))
    await local.forgetRequests()
    const post = await running.post()
    assert.deepEqual([post.code, post.log, await local.requests()], [0, '', []])
    await isIn('CREATE_COMPLETE')
  })
})

function codeOf({outputs}: EndedStep): string | undefined {
  const result = JSON.parse(outputs['result'] || '{}') as {error?: {code: string}}
  return result.error?.code
}

async function statusOf(local: LocalAws): Promise<string | undefined> {
  const found = await local.aws<[string, string][]>(
    'cloudformation',
    'describe-stacks',
    '--query',
    'Stacks[].[StackName, StackStatus]',
  )
  return found.find(([name]) => name === STACK)?.[1]
}
