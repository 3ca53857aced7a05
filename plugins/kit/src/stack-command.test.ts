import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {StackError} from '@aws-stack/core'
import {captureOutput} from '@oclif/test'

import type {AppCommand} from './app-commands/app-command.js'
import {deployCommand} from './app-commands/deploy-command.js'
import {destroyCommand} from './app-commands/destroy-command.js'
import {outputsCommand} from './app-commands/outputs-command.js'
import {planCommand} from './app-commands/plan-command.js'
import {statusCommand} from './app-commands/status-command.js'
import {placeFlags} from './flags/common-flags.js'
import {paint} from './paint.js'
import {StackCommand} from './stack-command.js'
import {fakeApp} from './testing/fake-app.fixture.js'
import {type FakePlace, fakePlace} from './testing/fake-place.fixture.js'

interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | undefined
  readonly error: (Error & {code?: string; exitCode?: number; oclif?: {exit?: number}}) | undefined
}

describe('StackCommand', () => {
  let place: FakePlace
  let root: string
  let environment: NodeJS.ProcessEnv

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'stack-command-'))
    const oclif = {bin: 'aws-stack', topicSeparator: ' '}
    await writeFile(join(root, 'package.json'), JSON.stringify({name: 'aws-stack', version: '0.0.0', oclif}))
  })

  beforeEach(async () => {
    place = await fakePlace()
    environment = {...process.env}
    process.env['AWS_STACK_LOCAL_FOLDER'] = place.folder
  })

  afterEach(() => {
    place.close()
    process.env = environment
    process.exitCode = undefined
  })

  async function run(Command: AppCommand, ...argv: string[]): Promise<Ran> {
    process.exitCode = undefined
    const {stdout, stderr, error} = await captureOutput(() => Command.run(argv, root))
    return {stdout, stderr, error: error as Ran['error'], code: process.exitCode as number | undefined}
  }

  function commandOf(act: () => Promise<unknown>): AppCommand {
    return class Fake extends StackCommand {
      static override id = 'fake:act'
      async run(): Promise<unknown> {
        await this.parse(Fake)
        return this.show(await act(), () => paint.added('done'))
      }
    }
  }

  const fails = (error: Error) => commandOf(() => Promise.reject(error))

  it('prints the text, or beside --json the result as one document and nothing else', async () => {
    const Act = commandOf(async () => ({changed: true}))

    const [text, json] = [await run(Act), await run(Act, '--json')]

    assert.equal(text.stdout, 'done\n')
    assert.deepEqual(JSON.parse(json.stdout), {changed: true})
    assert.equal(json.stderr, '')
  })

  it('prints one document on failure too, with the exit code', async () => {
    const error = new StackError('ACCESS_DENIED', 'no ecr:PutImage', {
      suggestions: ['aws-stack doctor'],
      details: {action: 'ecr:PutImage'},
    })

    const {stdout, stderr, code} = await run(fails(error), '--json')

    assert.deepEqual(JSON.parse(stdout), {
      error: {
        code: 'ACCESS_DENIED',
        message: 'no ecr:PutImage',
        suggestions: ['aws-stack doctor'],
        details: {action: 'ecr:PutImage'},
        exitCode: 4,
      },
    })
    assert.equal(stderr, '')
    assert.equal(code, 4)
  })

  it('sets both exit codes that oclif reads', async () => {
    const {error, code} = await run(fails(new StackError('BUSY', 'busy')))

    assert.deepEqual([error?.exitCode, error?.oclif?.exit, code], [7, 7, 7])
  })

  it('turns a wrong flag into one readable error, without the parser in it', async () => {
    const Act = commandOf(async () => ({}))

    const text = await run(Act, '--no-such-flag')
    const json = await run(Act, '--json', '--no-such-flag')

    assert.deepEqual(
      [text.error?.code, text.error?.message, text.code],
      ['USAGE', 'nonexistent flag: --no-such-flag', 2],
    )
    assert.deepEqual(JSON.parse(json.stdout), {
      error: {
        code: 'USAGE',
        message: 'nonexistent flag: --no-such-flag',
        suggestions: ['aws-stack fake:act --help'],
        details: {},
        exitCode: 2,
      },
    })
  })

  it('leaves with 1 on what nobody expected, with the stack in the document', async () => {
    const {stdout, code} = await run(fails(new TypeError('x is undefined')), '--json')

    const {error} = JSON.parse(stdout) as {error: {code: string; details: {stack: string}}}
    assert.equal(error.code, 'UNEXPECTED')
    assert.match(error.details.stack, /TypeError: x is undefined\n {4}at /)
    assert.equal(code, 1)
  })

  it('takes AWS_STACK_JSON for --json', async () => {
    process.env['AWS_STACK_JSON'] = 'true'

    const {stdout} = await run(commandOf(async () => ({changed: false})))

    assert.deepEqual(JSON.parse(stdout), {changed: false})
  })

  it('suggests commands of the aws CLI that ask the place of the failed one, also where a variable named it', async () => {
    class Act extends StackCommand {
      static override id = 'fake:act'
      static override flags = placeFlags
      async run(): Promise<unknown> {
        this.access(await this.parse(Act))
        throw new StackError('STACK_STATE', 'stuck', {suggestions: ['aws cloudformation list-stacks']})
      }
    }
    const suggested = async (...argv: string[]) =>
      (JSON.parse((await run(Act, '--json', ...argv)).stdout) as {error: {suggestions: string[]}}).error.suggestions

    const local = await suggested('--local')
    process.env['AWS_STACK_PROFILE'] = 'prod'
    const profile = await suggested()

    assert.deepEqual(local, [`aws cloudformation list-stacks --endpoint-url ${place.endpoint}`])
    assert.deepEqual(profile, ['aws cloudformation list-stacks --profile prod'])
  })

  describe('with the commands of an app', () => {
    it('plans, and leaves with 10 when asked for whether there are changes', async () => {
      const Plan = planCommand(await fakeApp())

      const [plain, asked] = [await run(Plan, '--local', '--json'), await run(Plan, '--local', '--json', '--exit-code')]

      assert.equal((JSON.parse(plain.stdout) as {changed: boolean}).changed, true)
      assert.deepEqual([plain.code, asked.code], [undefined, 10])
      assert.equal(plain.stderr, '--local: sample values for region (eu-west-1), topic (sample-vpc-sample)\n')
    })

    it('shows progress on standard error and the plan on standard output', async () => {
      const {stdout, stderr} = await run(planCommand(await fakeApp()), '--local', '--stage', 'test')

      assert.match(
        stdout,
        /fake, stage test, eu-west-1\n\nqueue {2}fake-test-queue {2}create\n {2}\+ {2}Queue {2}AWS::SQS::Queue/,
      )
      assert.match(stderr, /^\d\d:\d\d:\d\d planning fake, stage test, eu-west-1$/m)
      assert.doesNotMatch(stdout + stderr, /\u001B/)
    })

    it('refuses to deploy where nobody can be asked', async () => {
      const {stdout, code} = await run(deployCommand(await fakeApp()), '--local', '--json')

      const {error} = JSON.parse(stdout) as {error: {code: string; suggestions: string[]}}
      assert.equal(error.code, 'NO_TERMINAL')
      assert.deepEqual(error.suggestions, ['aws-stack fake:deploy --yes --local'])
      assert.equal(code, 9)
    })

    it('only plans with deploy --dry-run', async () => {
      const {stdout, code} = await run(deployCommand(await fakeApp()), '--local', '--json', '--dry-run')

      assert.deepEqual(
        (JSON.parse(stdout) as {stacks: {action: string}[]}).stacks.map(({action}) => action),
        ['create'],
      )
      assert.equal(code, undefined)
    })

    it('says in the status that nothing is deployed, and leaves with 0: it could tell', async () => {
      const Status = statusCommand(await fakeApp())

      const [text, json] = [await run(Status, '--local'), await run(Status, '--local', '--json')]

      assert.match(text.stdout, /eu-west-1: not deployed\n\nstacks\n {2}queue {2}not deployed/)
      assert.equal((JSON.parse(json.stdout) as {deployed: boolean}).deployed, false)
      assert.deepEqual([text.code, json.code], [undefined, undefined])
    })

    it('has no outputs to show where nothing is deployed', async () => {
      const {error, code} = await run(outputsCommand(await fakeApp()), '--local', '--stage', 'test')

      assert.deepEqual([error?.code, code], ['NOT_DEPLOYED', 3])
    })

    it('destroys what is not there without a question', async () => {
      const {stdout, code} = await run(destroyCommand(await fakeApp()), '--local')

      assert.equal(stdout, 'fake, stage dev, eu-west-1: nothing was deployed\n')
      assert.equal(code, undefined)
    })

    it('tells a wrong setting with its place: the flag, not the variable that oclif has read for it', async () => {
      process.env['FAKE_TOPIC'] = 'a-topic-with-a-name-of-more-than-forty-letters'
      const Plan = planCommand(await fakeApp())

      const [variable, flag] = [
        await run(Plan, '--local'),
        await run(Plan, '--local', '--topic', `${process.env['FAKE_TOPIC']}-2`),
      ]

      assert.match(variable.error?.message ?? '', /^FAKE_TOPIC: topic: .*is too long$/)
      assert.match(flag.error?.message ?? '', /^--topic: topic: .*is too long$/)
      assert.equal(flag.code, 2)
    })

    it('refuses a part that the app does not have', async () => {
      const {error, code} = await run(planCommand(await fakeApp()), '--local', '--part', 'nowhere')

      assert.deepEqual([error?.code, code], ['UNKNOWN_PART', 2])
    })
  })
})
