import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {gzipSync} from 'node:zlib'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Finished, type Project, project} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'imports']
const BASE = ['vast:deploy', ...PLACE, '--cidr', '10.48.0.0/24', '--yes']
const [TRAIL_LOGS, FLOW_LOGS, ELSEWHERE] = ['trail', 'flow', 'elsewhere'].map((name) => `${name}-logs-${Date.now()}`)
const WITH_PARTS = {
  VAST_CLOUD_PLUGINS: 'cloudtrail,flowlogs,dashboard',
  VAST_CLOUDTRAIL_BUCKET_NAME: TRAIL_LOGS!,
  VAST_FLOWLOGS_BUCKET_NAME: FLOW_LOGS!,
}
const trailKey = (name: string) => `AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/21/${name}.json.gz`
const flowKey = (name: string) => `AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/21/${name}.log.gz`
const trailFile = (...names: string[]) =>
  gzipSync(JSON.stringify({Records: names.map((eventName) => ({eventName, requestParameters: {a: 1}}))}))

interface Queues {
  readonly waiting: string
  readonly failed: string
}

describe('logs that are written into a bucket', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let trail: Queues

  before(async function () {
    local = localAws(this)
    user = await project()
    for (const bucket of [TRAIL_LOGS!, FLOW_LOGS!])
      await local.aws(
        ...['s3api', 'create-bucket', '--bucket', bucket],
        ...['--create-bucket-configuration', 'LocationConstraint=eu-west-1'],
      )
    await must(BASE, WITH_PARTS)
    await must(['vast:start', ...PLACE])
    trail = await queuesOf('cloudtrail')
    // Longer than an import takes here, else it comes twice.
    await shorten(trail, {visible: 30, tries: 1000})
  })
  after(async () => {
    await user?.cli(['vast:destroy', ...PLACE, '--yes', '--force'], WITH_PARTS)
  })

  it('of CloudTrail are events of the server soon', async () => {
    await put(TRAIL_LOGS!, trailKey('first'), trailFile('RunInstances', 'StopInstances'))

    await until(async () => (await count('#type == "aws.cloudtrail"')) === 2)

    assert.deepEqual(await exported('#type == "aws.cloudtrail" && eventName == "RunInstances"'), {
      eventName: 'RunInstances',
      requestParameters: '{"a":1}',
    })
  })

  it('of VPC flow logs too', async () => {
    const lines = 'version account-id srcaddr dstport bytes start\n2 123456789012 172.31.16.139 22 4249 1418530010\n'
    await put(FLOW_LOGS!, flowKey('first'), gzipSync(lines))

    await until(async () => (await count('#type == "aws.flowlogs" && dstport == 22')) === 1)

    assert.deepEqual(await exported('#type == "aws.flowlogs"'), {
      version: 2,
      account_id: '123456789012',
      srcaddr: '172.31.16.139',
      dstport: 22,
      bytes: 4249,
      start: '2014-12-14T04:06:50Z',
    })
  })

  it('are left alone where they are no logs', async () => {
    await put(TRAIL_LOGS!, 'AWSLogs/123456789012/CloudTrail-Digest/eu-west-1/digest.json.gz', gzipSync('{}'))
    await put(TRAIL_LOGS!, trailKey('second'), trailFile('CreateUser'))

    await until(async () => (await count('#type == "aws.cloudtrail"')) === 3)

    assert.deepEqual(await messages(trail.waiting), [0, 0])
    assert.deepEqual(await messages(trail.failed), [0, 0])
  })

  it('wait while the server is stopped, and arrive when it has started', async () => {
    await must(['vast:stop', ...PLACE, '--yes'])
    await put(TRAIL_LOGS!, trailKey('third'), trailFile('DeleteUser'))
    await until(async () => (await total(trail.waiting)) === 1)

    await must(['vast:start', ...PLACE])

    await until(async () => (await count('#type == "aws.cloudtrail"')) === 4)
    await until(async () => (await total(trail.waiting)) === 0)
  })

  it('that are broken import nothing, and are named in the queue of failures', async () => {
    await shorten(trail, {visible: 30, tries: 2})
    await put(TRAIL_LOGS!, trailKey('broken'), trailFile('A', 'B').subarray(0, 40))

    await until(async () => (await total(trail.failed)) === 1)

    const {Messages = []} = await local.aws<{Messages?: {Body: string}[]}>(
      ...['sqs', 'receive-message', '--queue-url', trail.failed],
    )
    const [body] = Messages.map(({Body}) => JSON.parse(Body) as {env: {SRC_KEY: string}})
    assert.equal(body?.env.SRC_KEY, trailKey('broken'))
    assert.equal(await count('#type == "aws.cloudtrail"'), 4)
  })

  it('are beside what the dashboard shows: the rates that the server writes', async () => {
    const {DashboardBody} = await local.aws<{DashboardBody: string}>(
      ...['cloudwatch', 'get-dashboard', '--dashboard-name', 'vast-imports'],
    )
    const {metricFilters} = await local.aws<{
      metricFilters: {filterPattern: string; metricTransformations: {metricNamespace: string; metricValue: string}[]}[]
    }>('logs', 'describe-metric-filters', '--log-group-name', '/aws-stack/vast-imports/server')
    const {stdout} = await must(['vast:logs', ...PLACE, '--filter', 'node_throughput'])

    const [filter] = metricFilters
    const metric = JSON.parse(/\{.*\}/.exec(stdout)?.[0] ?? '{}') as {key: string; value: number}
    assert.equal(filter?.filterPattern, '{ $.key = "*.rate" }')
    assert.deepEqual(
      filter?.metricTransformations.map(({metricNamespace, metricValue}) => [metricNamespace, metricValue]),
      [['aws-stack/vast-imports', '$.value']],
    )
    assert.match(metric.key, /\.rate$/)
    assert.equal(typeof metric.value, 'number')
    assert.ok(DashboardBody.includes(metric.key) && DashboardBody.includes('"aws-stack/vast-imports"'))
  })

  it('come in no more when their part is taken out of the settings', async () => {
    const plan = await must(['vast:plan', ...PLACE, '--cidr', '10.48.0.0/24'])
    await put(TRAIL_LOGS!, trailKey('late'), trailFile('Late'))

    await must(BASE)

    const {stdout} = await must(['vast:status', ...PLACE, '--json'])
    const listed = await local.aws<{EventSourceMappings: unknown[]}>('lambda', 'list-event-source-mappings')
    const {trailList} = await local.aws<{trailList: unknown[]}>('cloudtrail', 'describe-trails')
    for (const part of ['cloudtrail', 'flowlogs', 'dashboard']) {
      assert.match(plan.stdout, new RegExp(`^${part} .*delete: the settings no longer name it$`, 'm'))
      assert.ok(!stdout.includes(`vast-imports-${part}`), stdout)
    }
    assert.deepEqual([listed.EventSourceMappings, trailList], [[], []])
    const {Contents} = await local.aws<{Contents: unknown[]}>('s3api', 'list-objects-v2', '--bucket', TRAIL_LOGS!)
    assert.ok(Contents.length >= 5)
  })

  it('are refused in another region, before anything is made', async () => {
    await local.aws('s3api', 'create-bucket', '--bucket', ELSEWHERE!, '--region', 'us-east-1')

    const {code, stderr} = await user.cli(BASE, {...WITH_PARTS, VAST_CLOUDTRAIL_BUCKET_NAME: ELSEWHERE!})

    assert.equal(code, 2, stderr)
    assert.match(stderr, /the bucket elsewhere-logs-\d+ is in us-east-1/)
  })

  async function must(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const run = await user.cli(args, environment)
    assert.equal(run.code, 0, run.stderr + run.stdout)
    return run
  }

  async function put(bucket: string, key: string, body: Buffer): Promise<void> {
    const file = join(user.folder, 'object')
    await writeFile(file, body)
    await local.aws('s3api', 'put-object', '--bucket', bucket, '--key', key, '--body', file)
  }

  async function count(query: string): Promise<number> {
    const {code, stdout} = await user.cli(['vast:exec', ...PLACE, '-c', `vast count '${query}'`])
    return code === 0 ? Number(stdout) : -1
  }

  async function exported(query: string): Promise<unknown> {
    return JSON.parse((await must(['vast:exec', ...PLACE, '-c', `vast export json '${query}'`])).stdout)
  }

  async function queuesOf(part: string): Promise<Queues> {
    const {Stacks} = await local.aws<{Stacks: {Outputs: {OutputKey: string; OutputValue: string}[]}[]}>(
      ...['cloudformation', 'describe-stacks', '--stack-name', `vast-imports-${part}`],
    )
    const of = (name: string) => Stacks[0]?.Outputs.find(({OutputKey}) => OutputKey === name)?.OutputValue ?? ''
    return {waiting: of('Queue'), failed: of('FailedQueue')}
  }

  async function shorten({waiting, failed}: Queues, {visible, tries}: {visible: number; tries: number}): Promise<void> {
    const {Attributes} = await local.aws<{Attributes: {QueueArn: string}}>(
      ...['sqs', 'get-queue-attributes', '--queue-url', failed, '--attribute-names', 'QueueArn'],
    )
    const RedrivePolicy = JSON.stringify({deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: tries})
    await local.aws(
      ...['sqs', 'set-queue-attributes', '--queue-url', waiting],
      ...['--attributes', JSON.stringify({VisibilityTimeout: String(visible), RedrivePolicy})],
    )
  }

  /** Those that can be received, and those that somebody works on. */
  async function messages(queue: string): Promise<[number, number]> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible']
    const {Attributes} = await local.aws<{Attributes: Record<string, string>}>(
      ...['sqs', 'get-queue-attributes', '--queue-url', queue, '--attribute-names', ...names],
    )
    const [visible, hidden] = names.map((name) => Number(Attributes[name]))
    return [visible ?? NaN, hidden ?? NaN]
  }

  async function total(queue: string): Promise<number> {
    const [visible, hidden] = await messages(queue)
    return visible + hidden
  }

  /** What comes by itself has no event to wait for; the test's own limit ends it. */
  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await sleep(500)
  }
})
