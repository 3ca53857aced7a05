import assert from 'node:assert/strict'
import {spawn, type ChildProcess} from 'node:child_process'
import {mkdtemp, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'

import {type AppDefinition, output, type SendResult, type ShardsResult, type TailResult} from '@aws-stack/core'
import {captureOutput} from '@oclif/test'

import {fakeApp} from '../testing/fake-app.fixture.js'
import {fakePlace} from '../testing/fake-place.fixture.js'
import type {AppCommand} from './app-command.js'
import {invokeCommand} from './invoke-command.js'
import {replayCommand} from './replay-command.js'
import {sendCommand} from './send-command.js'
import {shardsCommand} from './shards-command.js'
import {tailCommand} from './tail-command.js'

const TEMPLATE = `Resources:
  Raw: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
  Queue: {Type: AWS::SQS::Queue}
  Kept: {Type: AWS::S3::Bucket}
Outputs:
  Raw: {Value: !Ref Raw}
  Queue: {Value: !Ref Queue}
  Kept: {Value: !Ref Kept}
`

interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | undefined
}

describe('the commands of events, against moto', function () {
  this.timeout(60_000)
  let moto: ChildProcess | undefined
  let app: AppDefinition
  let root: string
  let environment: NodeJS.ProcessEnv

  before(async function () {
    const started = await startMoto()
    if (!started) {
      if (process.env['CI'] === 'true') throw new Error('moto_server is not on PATH')
      console.warn('    SKIPPED: moto_server is not on PATH')
      return this.skip()
    }
    moto = started.process
    environment = {...process.env}
    root = await mkdtemp(join(tmpdir(), 'event-commands-'))
    const oclif = {bin: 'aws-stack', topicSeparator: ' '}
    await writeFile(join(root, 'package.json'), JSON.stringify({name: 'aws-stack', version: '0.0.0', oclif}))
    process.env['AWS_STACK_LOCAL_FOLDER'] = await localFolder(started.url)
    app = await appWithEvents(root)
    await createStack(started.url)
  })
  after(() => {
    moto?.kill()
    if (environment) process.env = environment
  })
  afterEach(() => void (process.exitCode = undefined))

  async function run(Command: AppCommand, ...argv: string[]): Promise<Ran> {
    process.exitCode = undefined
    const {stdout, stderr} = await captureOutput(() => Command.run([...argv, '--local'], root))
    const code = process.exitCode as number | undefined
    process.exitCode = undefined
    return {stdout, stderr, code}
  }

  async function file(name: string, text: string): Promise<string> {
    await writeFile(join(root, name), text)
    return join(root, name)
  }

  it('send what tail shows', async () => {
    const events = await file('events.ndjson', '{"a":1}\n{"a":2}\n')

    const sent = await run(sendCommand(app), events)
    const tailed = await run(tailCommand(app), 'raw', '--since', 'TRIM_HORIZON')
    const {stdout} = await run(tailCommand(app), '--limit', '1', '--json')

    assert.match(sent.stdout, /2 events sent through raw \(stream\), 14 B/)
    assert.equal(sent.code, 0)
    assert.deepEqual(tailed.stdout.trim().split('\n').toSorted(), ['{"a":1}', '{"a":2}'])
    const {stream, events: told, truncated} = JSON.parse(stdout) as TailResult
    assert.deepEqual([stream, told.length, truncated], ['raw', 1, true])
    assert.match(told[0]?.data ?? '', /^\{"a":[12]\}$/)
    assert.equal(told[0]?.shard, 'shardId-000000000000')
  })

  it('send through another source, as one document', async () => {
    const event = await file('event.json', '{"a":1}')

    const {stdout, code} = await run(sendCommand(app), event, '--source', 'queue', '--json')

    const {source, kind, sent, failures, exitCode} = JSON.parse(stdout) as SendResult
    assert.deepEqual(
      {source, kind, sent, failures, exitCode},
      {source: 'queue', kind: 'queue', sent: 1, failures: [], exitCode: 0},
    )
    assert.equal(code, 0)
  })

  it('end with 5 where an event fails, and say which', async () => {
    const large = await file('large.log', `${'x'.repeat(1100 * 1024)}\nsmall\n`)

    const {stdout, code} = await run(sendCommand(app), large)

    assert.equal(code, 5)
    assert.match(stdout, /1 event sent .*\n1 event failed\n {2}event 1 {2}TOO_LARGE/)
  })

  it('refuse what contradicts itself', async () => {
    const both = await run(sendCommand(app), 'x', '--lines', '--whole')
    const endless = await run(tailCommand(app), 'raw', '--follow', '--json')
    const nowhere = await run(tailCommand(app), 'raw', '--since', 'yesterday')
    const none = await run(shardsCommand(app), '--set', '2')

    assert.deepEqual([both.code, endless.code, nowhere.code, none.code], [2, 2, 2, 2])
    assert.match(endless.stdout, /take --jsonl with --follow/)
  })

  it('show the shards, and set them', async () => {
    const before = await run(shardsCommand(app))
    const set = await run(shardsCommand(app), 'raw', '--set', '2', '--yes')
    const after = await run(shardsCommand(app), 'raw', '--json')
    const refused = await run(shardsCommand(app), 'raw', '--set', '4')

    assert.match(before.stdout, /raw .* 1 shard open/)
    assert.match(set.stdout, /raw went from 1 to 2 shards/)
    assert.equal((JSON.parse(after.stdout) as ShardsResult).streams[0]?.open.length, 2)
    assert.equal(refused.code, 9)
  })

  it('say that a function is not deployed', async () => {
    const {code} = await run(invokeCommand(app), 'processor', '--payload', '{}')

    assert.equal(code, 3)
  })

  it('count what a replay would be, and ask', async () => {
    const dry = await run(replayCommand(app), '--dry-run')
    const empty = await run(replayCommand(app))

    assert.match(dry.stdout, /0 objects of .* would be replayed through raw/)
    assert.match(empty.stdout, /there is nothing to replay/)
  })
})

async function appWithEvents(folder: string): Promise<AppDefinition> {
  const template = join(folder, 'pipeline.yaml')
  await writeFile(template, TEMPLATE)
  const at = (name: string) => output('pipeline', name)
  return {
    ...((await fakeApp()) as AppDefinition),
    stacks: [{part: 'pipeline', template}],
    events: {
      sources: () => ({raw: {kind: 'stream', address: at('Raw')}, queue: {kind: 'queue', address: at('Queue')}}),
      streams: () => ({raw: at('Raw')}),
      functions: () => ({processor: at('Function')}),
      replay: () => ({bucket: at('Kept'), source: 'raw'}),
    },
  }
}

/** By CreateStack: a stack that a change set of moto's own makes has no outputs. */
async function createStack(url: string): Promise<void> {
  const fields = {Action: 'CreateStack', Version: '2010-05-15', StackName: 'fake-dev-pipeline', TemplateBody: TEMPLATE}
  const authorization = 'AWS4-HMAC-SHA256 Credential=local-key/20261122/eu-west-1/cloudformation/aws4_request'
  const {ok} = await fetch(url, {method: 'POST', headers: {authorization}, body: new URLSearchParams(fields)})
  assert.ok(ok)
}

/** On a free port, which it prints. `undefined`: it is not installed. */
function startMoto(): Promise<{process: ChildProcess; url: string} | undefined> {
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {stdio: ['ignore', 'ignore', 'pipe']})
  return new Promise((resolve) => {
    server.on('error', () => resolve(undefined))
    server.on('exit', () => resolve(undefined))
    createInterface({input: server.stderr}).on('line', (line) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
      if (url) resolve({process: server, url})
    })
  })
}

/** A local AWS's state file that names moto; the question for a sample VPC goes to the fake place's own server. */
async function localFolder(url: string): Promise<string> {
  const place = await fakePlace()
  place.close()
  const path = join(place.folder, 'state.json')
  const state = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  await writeFile(path, JSON.stringify({...state, endpoint: url, secretAccessKey: 'local', accessKeyId: 'local-key'}))
  return place.folder
}
