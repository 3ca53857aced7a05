import assert from 'node:assert/strict'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import type {Project} from './fixtures/project.js'
import {started, until} from './fixtures/running.js'

const PLACE = ['--local', '--stage', 'logs']
const SERVER = '/aws-stack/vast-logs/server'
const CLIENT = '/aws/lambda/vast-logs-client'
/** In ms. */
const MIN = 60_000
const TASK = '0123456789abcdef0123456789abcdef'

describe('vast:logs', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let remove: Deployed['remove'] | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE, '10.52.0.0/24'))
    const [server, client] = [`server/main/${TASK}`, '2026/01/31/[$LATEST]fedcba9876543210']
    await put(SERVER, server, [120 * MIN, 'of two hours ago'], [6 * MIN, 'server begins'], [2 * MIN, 'server ends'])
    await put(CLIENT, client, [4 * MIN, 'client between'])
  })

  after(() => remove?.())
  afterEach(() => local.clearFaults())

  const cli = (...args: string[]) => user.cli(['vast:logs', ...PLACE, ...args])
  const follow = (...args: string[]) => started(user, ['vast:logs', '--follow', ...PLACE, ...args])

  /** By the `aws` CLI, as lines of now or some ms ago. */
  async function put(group: string, stream: string, ...lines: (readonly [ago: number, message: string])[]) {
    const place = ['--log-group-name', group, '--log-stream-name', stream]
    await local.aws('logs', 'create-log-stream', ...place).catch(() => undefined)
    const now = Date.now()
    const events = lines
      .map(([ago, message]) => ({timestamp: now - ago, message}))
      .sort((one, other) => one.timestamp - other.timestamp)
    await local.aws('logs', 'put-log-events', ...place, '--log-events', JSON.stringify(events))
  }
  const messages = (jsonl: string) =>
    jsonl
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as {message: string}).message)

  it('ends with 3 where nothing is deployed, and says so', async () => {
    const {code, stderr} = await user.cli(['vast:logs', '--local', '--stage', 'nowhere'])

    assert.equal(code, 3)
    assert.match(stderr, /not deployed/)
  })

  it('shows server and client as one log by time, each line with time and source', async () => {
    const {code, stdout} = await cli()

    assert.equal(code, 0)
    assert.match(
      stdout,
      /^\d{4}-\d\d-\d\dT[\d:.]+Z server\/01234567 server begins\n.*Z client\/fedcba98 client between\n.*Z server\/01234567 server ends\n$/,
    )
  })

  it('narrows by part, time, text, number and task', async () => {
    const shown = async (...args: string[]) => messages((await cli('--jsonl', ...args)).stdout)

    assert.deepEqual(await shown('--part', 'client'), ['client between'])
    assert.deepEqual(await shown('--since', '3h', '--until', '1h'), ['of two hours ago'])
    assert.deepEqual(await shown('--filter', 'server e'), ['server ends'])
    assert.deepEqual(await shown('--limit', '2'), ['client between', 'server ends'])
    assert.deepEqual(await shown('--task', TASK), ['server begins', 'server ends'])
  })

  it('is one document with --json, which says whether more was there', async () => {
    const {stdout} = await cli('--limit', '1', '--json')

    const {events, truncated, stage} = JSON.parse(stdout) as {
      events: {message: string}[]
      truncated: boolean
      stage: string
    }
    assert.deepEqual([events.map(({message}) => message), truncated, stage], [['server ends'], true, 'logs'])
  })

  it('refuses --follow with --json, and names what there is instead', async () => {
    const {code, stdout} = await cli('--follow', '--json')

    assert.equal(code, 2)
    assert.match((JSON.parse(stdout) as {error: {message: string}}).error.message, /--jsonl/)
  })

  it('follows lines of two sources by live tail, each once, until Ctrl-C ends it with 130', async () => {
    await local.forgetRequests()
    const running = follow('--jsonl', '--verbose', '--since', '1s')
    await until(() => running.stderr().includes('following by live tail'))
    await put(SERVER, 'server/main/live', [5, 'one'], [5, 'same time'])
    await put(CLIENT, 'live', [0, 'two'])
    await until(() => messages(running.stdout()).length === 3)
    await put(SERVER, 'server/main/live', [300_000_000, 'of days ago'], [0, 'three'])
    await until(() => messages(running.stdout()).includes('three'))
    running.kill('SIGINT')

    assert.equal(await running.ended, 130)
    assert.deepEqual(messages(running.stdout()), ['one', 'same time', 'two', 'three'])
    assert.ok((await local.requests()).some(({operation}) => operation === 'StartLiveTail'))
    assert.doesNotMatch(running.stderr(), /Error|stopping/)
  })

  it('follows by looking where there is no live tail, through throttles, and says so', async () => {
    await local.fail({service: 'logs', operation: 'StartLiveTail', code: 'AccessDeniedException', status: 400})
    const running = follow('--jsonl', '--verbose', '--since', '1s')
    await until(() => running.stderr().includes('following by polling'))
    await local.fail({
      service: 'logs',
      operation: 'FilterLogEvents',
      code: 'ThrottlingException',
      reason: 'Rate exceeded',
      status: 400,
      times: 5,
    })
    const lines = Array.from({length: 50}, (_, index) => [50 - index, `polled ${index}`] as const)
    await put(SERVER, 'server/main/polled', ...lines)
    // An earlier test may have written within the second before.
    const polled = () => messages(running.stdout()).filter((message) => message.startsWith('polled'))
    await until(() => polled().length >= 50)
    running.kill('SIGINT')

    assert.equal(await running.ended, 130)
    assert.deepEqual(
      polled(),
      lines.map(([, message]) => message),
    )
  })

  it('loses nothing of thousands of lines that come at once, although live tail leaves lines out', async () => {
    const running = follow('--jsonl', '--verbose', '--since', '1s')
    await until(() => running.stderr().includes('following by live tail'))
    const names = Array.from({length: 2_000}, (_, index) => `line ${index}`)
    for (let from = 0; from < names.length; from += 1_000)
      await put(SERVER, 'server/main/many', ...names.slice(from, from + 1_000).map((name) => [0, name] as const))
    await until(() => running.stdout().split('\n').length > names.length)
    running.kill('SIGINT')
    await running.ended

    assert.deepEqual(messages(running.stdout()), names)
  })

  it('ends with 6 at its time limit', async () => {
    assert.equal(await follow('--timeout', '3s').ended, 6)
  })

  it('says of a log group that is not there so, and shows the others', async () => {
    await put(SERVER, 'server/main/alone', [0, 'of the server alone'])
    await local.aws('logs', 'delete-log-group', '--log-group-name', CLIENT)

    const {code, stdout, stderr} = await cli('--limit', '1')

    assert.equal(code, 0)
    assert.match(stderr, /client has written nothing yet: the log group \/aws\/lambda\/vast-logs-client is not there/)
    assert.match(stdout, /of the server alone/)
  })
})
