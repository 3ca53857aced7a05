import assert from 'node:assert/strict'
import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {type AppDefinition, type Context, defineApp, StackError} from '@aws-stack/core'
import {captureOutput} from '@oclif/test'
import {z} from 'zod'

import type {AppCommand} from './app-commands/app-command.js'
import {placeFlagsOf, settingsFlags} from './flags/settings-flags.js'
import {StackCommand} from './stack-command.js'
import {errorDocument} from './error-document.js'
import {formatError} from './format/error.js'
import {type FakePlace, fakePlace} from './testing/fake-place.fixture.js'

const SECRET = 'p&ss "w0rd"/ü'
const SPELLINGS = [
  SECRET,
  JSON.stringify(SECRET).slice(1, -1),
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(`AWS:${SECRET}`).toString('base64'),
]

describe('a secret setting', () => {
  let place: FakePlace
  let root: string
  let environment: NodeJS.ProcessEnv

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'masking-'))
    const oclif = {bin: 'aws-stack', topicSeparator: ' '}
    await writeFile(join(root, 'package.json'), JSON.stringify({name: 'aws-stack', version: '0.0.0', oclif}))
  })

  beforeEach(async () => {
    place = await fakePlace()
    environment = {...process.env}
    Object.assign(process.env, {AWS_STACK_LOCAL_FOLDER: place.folder, GATEWAY_PASSWORD: SECRET})
  })

  afterEach(() => {
    place.close()
    process.env = environment
    process.exitCode = undefined
  })

  /** All that leaves the program: both streams, and the error that it prints last. */
  async function everythingSaid(act: (ctx: Context) => unknown, ...argv: string[]): Promise<string> {
    const {stdout, stderr, error} = await captureOutput(() => commandOf(act).run(['--local', ...argv], root))
    if (argv.includes('--json')) JSON.parse(stdout)
    const last = error ? [formatError(error), JSON.stringify(errorDocument(error))] : []
    return [stdout, stderr, ...last].join('\n')
  }

  const shown = `it is ${SPELLINGS.join(' or ')}.`
  const failure = () =>
    new StackError('STACK_FAILED', shown, {
      details: {reason: shown, log: [shown]},
      suggestions: [`aws-stack gateway:deploy --password '${SECRET}'`],
      cause: new Error(shown, {cause: shown}),
    })

  for (const [where, act, ...argv] of [
    ['a result', () => ({note: shown, list: [{shown}]})],
    ['a JSON document', () => ({note: shown, list: [{shown}]}), '--json'],
    ['a failure', () => Promise.reject(failure())],
    ["a failure's JSON document", () => Promise.reject(failure()), '--json'],
    ['the stack trace of a bug', () => Promise.reject(new Error(shown, {cause: new Error(shown)}))],
    ['an aborted wait', () => Promise.reject(new Error('x', {cause: new DOMException(shown)}))],
    ['a warning', ({host}: Context) => host.notify({type: 'warning', code: 'X', message: shown})],
    [
      'a build log',
      ({host}: Context) =>
        host.notify({
          type: 'image.progress',
          node: {kind: 'image', name: 'a'},
          progress: {phase: 'log', step: shown, line: shown},
        }),
      '--verbose',
    ],
    [
      'a retry',
      ({host}: Context) => host.notify({type: 'retried', service: 'ECR', operation: 'X', attempt: 2, reason: shown}),
      '--verbose',
    ],
  ] as [string, (ctx: Context) => unknown, ...string[]][]) {
    it(`is not seen in ${where}`, async () => {
      const said = await everythingSaid(act, ...argv)

      assert.match(said, /it is \*\*\*\*/)
      for (const spelling of SPELLINGS) assert.ok(!said.includes(spelling), said)
    })
  }

  it('is not seen when it is wrong', async () => {
    process.env['GATEWAY_PASSWORD'] = 'a'.repeat(50)

    const said = await everythingSaid(() => ({}))

    assert.match(said, /\*\*\*\* is too long/)
    assert.ok(!said.includes('aaaa'))
  })
})

function commandOf(act: (ctx: Context) => unknown): AppCommand {
  const app: AppDefinition<{password: string}> = defineApp({
    name: 'gateway',
    title: 'Gateway',
    settings: z.strictObject({
      password: z.string().max(40, 'is too long').describe('Password.').meta({env: 'GATEWAY_PASSWORD', secret: true}),
    }),
    images: [],
    stacks: [],
  })
  return class Act extends StackCommand {
    static override id = 'gateway:act'
    static override flags = {...settingsFlags(app), ...placeFlagsOf(app)}
    async run(): Promise<unknown> {
      const {ctx} = await this.open(app, await this.parse(Act))
      return this.show((await act(ctx)) ?? {}, (result) => JSON.stringify(result))
    }
  }
}
