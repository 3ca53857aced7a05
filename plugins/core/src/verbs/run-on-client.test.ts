import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {PassThrough, Readable} from 'node:stream'

import {StackError} from '../errors.js'
import type {FunctionConfiguration, InvokeOutput} from '../ports/functions.js'
import {SERVER, sample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'
import {runOnClient} from './run-on-client.js'

const RESULT = {stdout: 'out', stderr: 'err', parsed_cmd: ['/bin/bash', '-c', 'ls'], returncode: 0, env: {}}
/** By the name that `FakeCloudFormation` gives the output. */
const CLIENT: FunctionConfiguration = {
  name: 'server-FunctionName',
  arn: 'arn:client',
  state: 'Active',
  lastUpdate: 'Successful',
  packageType: 'Image',
  timeoutMs: 300_000,
  logGroup: '/aws/lambda/sample-dev-client',
}

const succeeded = (result: object): InvokeOutput => ({
  requestId: 'request-1',
  payload: JSON.stringify(result),
  failed: false,
})
const failed = (errorType: string, errorMessage: string): InvokeOutput => ({
  requestId: 'request-1',
  payload: JSON.stringify({errorType, errorMessage}),
  failed: true,
})

describe('a command on the client', () => {
  it('comes back with output, exit code and what was run', async () => {
    const {run, ctx} = await deployed(succeeded(RESULT))

    const result = await run('ls', {A: 'b=c'})

    assert.deepEqual(result, {
      function: 'server-FunctionName',
      requestId: 'request-1',
      exitCode: 0,
      stdout: 'out',
      stderr: 'err',
      command: ['/bin/bash', '-c', 'ls'],
      env: {},
    })
    const [{payload, patienceMs} = {payload: '', patienceMs: 0}] = ctx.functions.invocations
    assert.deepEqual(JSON.parse(payload), {cmd: Buffer.from('ls').toString('base64'), env: {A: 'b=c'}})
    assert.ok(patienceMs > CLIENT.timeoutMs)
  })

  it('that fails is a result, by a signal too', async () => {
    const result = {...RESULT, returncode: 37}
    const {run, ctx} = await deployed(failed('CommandException', JSON.stringify(result)))

    assert.equal((await run('exit 37')).exitCode, 37)

    ctx.functions.onInvoke = async () => failed('CommandException', JSON.stringify({...RESULT, returncode: -9}))
    assert.equal((await run('kill -9 $$')).exitCode, 137)
  })

  it('is read from standard input, a file or an object', async () => {
    const {run, ctx, folder} = await deployed(succeeded(RESULT))
    await writeFile(join(folder, 'script.sh'), 'from a file')
    ctx.objects.objects.set('bucket/a/key', Buffer.from('from an object'))

    for (const given of ['-', `file://${join(folder, 'script.sh')}`, 's3://bucket/a/key']) await run(given)

    const texts = ctx.functions.invocations.map(({payload}) => {
      const {cmd} = JSON.parse(payload) as {cmd: string}
      return Buffer.from(cmd, 'base64').toString()
    })
    assert.deepEqual(texts, ['from standard input', 'from a file', 'from an object'])
  })

  it('is waited for no longer when it is cancelled', async () => {
    const {app, settings, ctx, controller} = await deployed(succeeded(RESULT))
    const quiet = new PassThrough()
    quiet.on('newListener', () => setImmediate(() => controller.abort('SIGINT')))

    const run = runOnClient(app, settings, {command: '-', env: {}, stdin: quiet}, ctx)

    await assert.rejects(run, {code: 'CANCELLED', details: {signal: 'SIGINT'}})
    assert.deepEqual([quiet.destroyed, ctx.functions.invocations], [true, []])
  })

  it('that is not there, is none or is too long is not sent', async () => {
    const {run, ctx} = await deployed(succeeded(RESULT))

    await assert.rejects(run('file://nothing'), {code: 'NOT_FOUND', message: /file:\/\/nothing: ENOENT/})
    await assert.rejects(run('s3://bucket/key'), {code: 'NOT_FOUND'})
    await assert.rejects(run('s3://bucket'), {code: 'USAGE'})
    await assert.rejects(run('  '), {code: 'USAGE'})
    await assert.rejects(run('x'.repeat(5_000_000)), {code: 'PAYLOAD_TOO_LARGE', message: /S3/})
    ctx.objects.objects.set('bucket/big', Buffer.alloc(7_000_000, 'x'))
    await assert.rejects(run('s3://bucket/big'), {code: 'PAYLOAD_TOO_LARGE', message: /S3/})

    assert.deepEqual(ctx.functions.invocations, [])
  })

  it('needs a function that can run', async () => {
    const {run, ctx} = await deployed(succeeded(RESULT))

    const become = (more: Partial<FunctionConfiguration>) =>
      ctx.functions.functions.set(CLIENT.name, {...CLIENT, ...more})
    become({state: 'Pending'})
    await assert.rejects(run('ls'), {code: 'BUSY'})
    become({state: 'Failed', stateReason: 'The image is gone.'})
    await assert.rejects(run('ls'), {
      code: 'FUNCTION_FAILED',
      message: 'server-FunctionName is Failed: The image is gone.',
    })
    ctx.functions.functions.clear()
    await assert.rejects(run('ls'), {code: 'NOT_DEPLOYED', suggestions: ['aws-stack sample:deploy']})
  })

  it('needs the client to be deployed', async () => {
    const {app, settings, ctx} = await sample()
    const input = {command: 'ls', env: {}, stdin: Readable.from([])}

    await assert.rejects(runOnClient({...app, client: {part: 'server'}}, settings, input, ctx), {
      code: 'NOT_DEPLOYED',
      message: 'server of sample is not deployed as stage dev in eu-west-1',
    })
  })

  it('says what Lambda says where it comes to no end', async () => {
    const {run, ctx} = await deployed(
      failed('Sandbox.Timedout', 'RequestId: 1 Error: Task timed out after 300.00 seconds'),
    )
    await assert.rejects(run('ls'), {code: 'FUNCTION_FAILED', message: /after 300 s, its time limit/})

    const answers = async (answer: InvokeOutput, error: object) => {
      ctx.functions.onInvoke = async () => answer
      await assert.rejects(run('ls'), error)
    }
    await answers(failed('Runtime.ExitError', 'signal: killed'), {
      code: 'FUNCTION_FAILED',
      message: 'server-FunctionName failed: Runtime.ExitError: signal: killed',
      suggestions: ['aws-stack sample:status'],
    })
    await answers(failed('BadRequest', '"env" holds "A B"'), {code: 'USAGE', message: /"env" holds "A B"$/})
    await answers(failed('AnswerTooLarge', 'more than 6 MB'), {code: 'ANSWER_TOO_LARGE', message: 'more than 6 MB'})
    await answers({...failed('', ''), payload: 'no JSON'}, {code: 'FUNCTION_FAILED', message: /no reason given$/})
    await answers(succeeded({ok: true}), {code: 'FUNCTION_FAILED', message: /no result of a command/})
  })

  it('goes on where it is no longer waited for, and that is said', async () => {
    const {run, ctx} = await deployed(succeeded(RESULT))
    ctx.functions.onInvoke = () => Promise.reject(new StackError('CANCELLED', 'cancelled by SIGINT'))

    await assert.rejects(run('ls'), {code: 'CANCELLED'})

    const warnings = ctx.host.events.flatMap((event) => (event.type === 'warning' ? [event.code] : []))
    assert.deepEqual(warnings, ['INVOCATION_GOES_ON'])
  })
})

async function deployed(answer: InvokeOutput) {
  const {edit, ...all} = await sample()
  const app = {...all.app, client: {part: 'server'}}
  await edit('server.yaml', `${SERVER}  FunctionName: {Value: client}\n`)
  await deploy(app, all.settings, {yes: true, force: false}, all.ctx)
  all.ctx.functions.functions.set(CLIENT.name, CLIENT)
  all.ctx.functions.onInvoke = async () => answer
  const stdin = () => Readable.from([Buffer.from('from standard input')])
  const run = (command: string, env: Record<string, string> = {}) =>
    runOnClient(app, all.settings, {command, env, stdin: stdin()}, all.ctx)
  return {...all, app, run}
}
