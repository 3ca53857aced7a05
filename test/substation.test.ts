import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {cp, readFile, writeFile} from 'node:fs/promises'
import {request} from 'node:http'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {gunzipSync} from 'node:zlib'

import type {DeployResult, DiagramResult, SendResult, TailResult} from '@aws-stack/core'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Project, project, root} from './fixtures/project.js'

const PLACE = ['--local', '--stage', 'e2e']

const EVENTS = ['{"addr":"203.0.113.7","id":1}', '{"hello":"wörld","id":2}']

/** Boxes and arrows of the seed's diagram, by the kind of the box that is pointed at. */
const SEED = [
  'dynamodb-sink -> processed (table)',
  'gateway-kinesis -> raw (stream)',
  'gateway-source -> gateway-source (function)',
  'gateway-source -> raw (stream)',
  'processed -> dynamodb-sink (function)',
  'processed -> processed-s3-sink (function)',
  'processed-s3-sink -> processed (bucket)',
  'processor -> enrichment (function)',
  'processor -> processed (stream)',
  'raw -> processor (function)',
  'raw -> raw-s3-sink (function)',
  'raw-s3-sink -> raw (bucket)',
  's3-source -> raw (stream)',
  'source -> s3-source (function)',
]

describe('Substation on the local AWS', function () {
  this.timeout(600_000)
  let local: LocalAws
  let user: Project
  let first: DeployResult

  before(async function () {
    local = localAws(this)
    user = await project({
      'aws-stack.yaml': 'substation:\n  configs: configs\n',
      'events.ndjson': EVENTS.map((event) => `${event}\n`).join(''),
    })
    await cp(join(root, 'examples', 'substation', 'v2'), join(user.folder, 'configs'), {recursive: true})
    first = await jsonOf<DeployResult>('substation:deploy', '--yes')
  })
  after(() => user?.cli(['substation:destroy', ...PLACE, '--yes', '--force']))

  it('is deployed as images, stacks and configurations in one run', () => {
    assert.deepEqual(first.images.map(({name, pushed}) => [name, pushed]).toSorted(), [
      ['autoscaling', true],
      ['substation', true],
    ])
    assert.deepEqual([...new Set(first.stacks.map(({status}) => status))], ['CREATE_COMPLETE'])
    assert.deepEqual(
      first.configs.map(({profile, environments}) => [profile, environments.map(({environment}) => environment)]),
      [
        'dynamodb-sink',
        'enrichment',
        'gateway-source',
        'processed-s3-sink',
        'processor',
        'raw-s3-sink',
        's3-source',
      ].map((profile) => [profile, ['prod']]),
    )
  })

  it('changes nothing the second time', async () => {
    const again = await jsonOf<DeployResult>('substation:deploy', '--yes')

    assert.equal(again.changed, false)
  })

  for (const source of ['s3-source', 'gateway-source', 'gateway-kinesis', 'raw']) {
    it(`brings events from ${source} through the functions into the processed stream`, async () => {
      const sent = await jsonOf<SendResult>('substation:send', 'events.ndjson', '--source', source, '--lines')

      assert.deepEqual([sent.sent, sent.failed], [2, 0])
      const events = await processed(sent.durationMs)
      const [asked, plain] = EVENTS.map((event) => events.find(({id}) => id === (JSON.parse(event) as Event).id))
      assert.equal(asked?.enrichment?.addr, '203.0.113.7')
      assert.match(plain?.event?.hash ?? '', /^[0-9a-f]{64}$/)
    })
  }

  it('has them in the buckets and the table of the sinks', async () => {
    const buckets = await Promise.all(['raw', 'processed'].map((name) => linesOf(name)))
    const {Items: items} = await local.aws<{Items: {PK: {S: string}}[]}>(
      ...['dynamodb', 'scan', '--table-name', 'substation-e2e-processed'],
    )

    for (const lines of buckets) assert.deepEqual([...new Set(lines.map(({id}) => id))].toSorted(), [1, 2])
    assert.deepEqual(
      [...new Set(items.map(({PK}) => PK.S))].toSorted(),
      [...new Set(buckets[1]?.map(({event}) => event?.hash))].toSorted(),
    )
  })

  it('answers when a function is invoked', async () => {
    const {code, stdout} = await run('substation:invoke', 'enrichment', '--payload', '{"addr":"198.51.100.1"}')

    assert.equal(code, 0)
    assert.equal((JSON.parse(stdout) as {addr: string}[])[0]?.addr, '198.51.100.1')
  })

  it('brings what the raw bucket has back into the pipeline', async () => {
    const dry = await run('substation:replay', '--dry-run')
    const {code, stderr} = await run('substation:replay', '--yes')

    assert.match(dry.stdout, /would be replayed through raw/)
    assert.equal(code, 0, stderr)
  })

  it('releases a changed configuration alone, and reverts it', async () => {
    const file = join(user.folder, 'configs', 'enrichment', 'config.jsonnet')
    const source = await readFile(file, 'utf8')
    await writeFile(file, source.replace("'hash'", "'digest'"))
    const diff = await run('substation:config:diff', '--exit-code')

    const released = await jsonOf<DeployResult>('substation:deploy', '--yes')
    const reverted = await run('substation:config:revert', 'enrichment', '--yes')
    await writeFile(file, source)
    const again = await jsonOf<DeployResult>('substation:deploy', '--yes')

    assert.equal(diff.code, 10)
    assert.match(diff.stdout, /digest/)
    assert.deepEqual(
      released.configs.filter(({changed}) => changed).map(({profile}) => profile),
      ['enrichment'],
    )
    assert.deepEqual([...new Set(released.stacks.map(({changed}) => changed))], [false])
    assert.equal(reverted.code, 0, reverted.stderr)
    assert.equal(again.changed, false)
  })

  it('refuses an event that nobody has signed', async () => {
    const {outputs} = await jsonOf<{outputs: {part: string; name: string; value: string}[]}>('substation:outputs')
    const urls = outputs.filter(({name}) => name === 'Url').map(({value}) => new URL(value))

    const statuses = await Promise.all(urls.map((url) => postUnsigned(local.state.endpoint, url)))

    assert.deepEqual(statuses, [403, 403])
  })

  it('gives a stream more shards when its alarm says so, and no deploy takes them away', async () => {
    await alarm('substation-e2e-raw')
    for (let patience = 60; (await openShards('raw')) < 2 && patience > 0; patience -= 1) await sleep(500)
    const byHand = await run('substation:shards', 'processed', '--set', '2', '--yes')
    const unchanged = await jsonOf<DeployResult>('substation:deploy', '--yes')

    const updated = await jsonOf<DeployResult>('substation:deploy', '--yes', '--upscale', '0.8')

    assert.equal(byHand.code, 0, byHand.stderr)
    assert.equal(unchanged.changed, false)
    assert.deepEqual(
      updated.stacks.filter(({changed}) => changed).map(({part}) => part),
      ['autoscaling', 'stream-raw', 'stream-processed'],
    )
    assert.deepEqual([await openShards('raw'), await openShards('processed')], [2, 2])
  })

  it('encrypts traces with a key of its own where that is wanted, and puts that back', async () => {
    const encrypted = async () =>
      (await local.aws<{EncryptionConfig: {Type: string}}>('xray', 'get-encryption-config')).EncryptionConfig.Type

    const plan = await run('substation:plan', '--optional-parts', 'autoscaling,xray')
    await jsonOf<DeployResult>('substation:deploy', '--yes', '--optional-parts', 'autoscaling,xray')
    const during = await encrypted()
    const again = await jsonOf<DeployResult>('substation:deploy', '--yes', '--optional-parts', 'autoscaling,xray')
    const left = await run('substation:destroy', '--part', 'xray', '--yes', '--force')

    assert.match(plan.stdout, /X-Ray/)
    assert.equal(again.changed, false)
    assert.equal(left.code, 0, left.stderr)
    assert.deepEqual([during, await encrypted()], ['KMS', 'NONE'])
  })

  it('is drawn with every box and arrow of the seed', async () => {
    const {nodes, edges} = await jsonOf<DiagramResult>('substation:diagram')

    const named = new Map(nodes.map((node) => [node.id, node]))
    const arrows = edges
      .map(({from, to}) => `${named.get(from)?.label} -> ${named.get(to)?.label} (${named.get(to)?.kind})`)
      .filter((arrow) => !/\(queue\)|autoscaling/.test(arrow))
    assert.deepEqual(arrows.toSorted(), SEED)
  })

  it('leaves nothing after destroy', async () => {
    const {code, stderr} = await run('substation:destroy', '--yes', '--force')

    assert.equal(code, 0, stderr)
    const left = await Promise.all([
      names('cloudformation list-stacks', 'StackSummaries[?StackStatus!=`DELETE_COMPLETE`].StackName'),
      names('kinesis list-streams', 'StreamNames'),
      names('dynamodb list-tables', 'TableNames'),
      names('s3api list-buckets', 'Buckets[].Name'),
      names('lambda list-functions', 'Functions[].FunctionName'),
      names('lambda list-event-source-mappings', 'EventSourceMappings[].FunctionArn'),
      names('appconfig list-applications', 'Items[].Name'),
      names('appconfig list-deployment-strategies', 'Items[].Name'),
      names('ecr describe-repositories', 'repositories[].repositoryName'),
      names('apigateway get-rest-apis', 'items[].name'),
      names('sqs list-queues', 'QueueUrls'),
      names('sns list-topics', 'Topics[].TopicArn'),
      names('iam list-roles', 'Roles[].RoleName'),
      names('cloudwatch describe-alarms', 'MetricAlarms[].AlarmName'),
      names('logs describe-log-groups', 'logGroups[].logGroupName'),
    ])
    assert.deepEqual(left.flat(), [])
  })

  async function names(command: string, query: string): Promise<string[]> {
    const found = await local.aws<string[] | null>(...command.split(' '), '--query', query)
    return (found ?? []).filter((name) => name.includes('substation-e2e'))
  }

  async function openShards(stream: string): Promise<number> {
    const {StreamDescriptionSummary: summary} = await local.aws<{StreamDescriptionSummary: {OpenShardCount: number}}>(
      ...['kinesis', 'describe-stream-summary', '--stream-name', `substation-e2e-${stream}`],
    )
    return summary.OpenShardCount
  }

  /** As CloudWatch words it. */
  async function alarm(stream: string): Promise<void> {
    const Dimensions = [{name: 'StreamName', value: stream}]
    const Metric = {Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions}
    const Metrics = [{Id: 'm1', MetricStat: {Metric, Period: 60, Stat: 'Sum'}, ReturnData: false}]
    const message = {AlarmName: `${stream}_upscale`, NewStateValue: 'ALARM', Trigger: {Metrics}}
    const {region, accountId} = local.state
    const topic = `arn:aws:sns:${region}:${accountId}:substation-e2e-autoscaling`
    await local.aws('sns', 'publish', '--topic-arn', topic, '--message', JSON.stringify(message))
  }

  interface Event {
    readonly id: number
    readonly event?: {readonly hash: string}
    readonly enrichment?: {readonly addr: string}
  }

  /** Those that came since shortly before it was sent, once both have come. */
  async function processed(agoMs: number): Promise<Event[]> {
    const since = new Date(Date.now() - agoMs - 1000).toISOString()
    for (let patience = 60; ; patience -= 1) {
      const {events} = await jsonOf<TailResult>('substation:tail', 'processed', '--since', since)
      const read = events.map(({data}) => JSON.parse(data) as Event)
      if (new Set(read.map(({id}) => id)).size === 2) return read
      assert.ok(patience > 0, `the processed stream has only ${JSON.stringify(events)}`)
      await sleep(500)
    }
  }

  async function linesOf(bucket: string): Promise<Event[]> {
    const Bucket = `substation-e2e-${bucket}-${local.state.region}-${local.state.accountId}`
    const {Contents: objects} = await local.aws<{Contents: {Key: string}[]}>(
      ...['s3api', 'list-objects-v2', '--bucket', Bucket],
    )
    return objects.flatMap(({Key}) => {
      const file = execFileSync('aws', ['s3', 'cp', `s3://${Bucket}/${Key}`, '-'], {
        env: {...process.env, ...local.environment},
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const lines = gunzipSync(file).toString().trim().split('\n')
      return lines.map((line) => JSON.parse(line) as Event)
    })
  }

  function run(...args: string[]) {
    return user.cli([...args, ...PLACE])
  }

  async function jsonOf<T>(...args: string[]): Promise<T> {
    const {code, stdout, stderr} = await run(...args, '--json')
    assert.equal(code, 0, stderr + stdout)
    return JSON.parse(stdout) as T
  }
})

/** The local AWS knows the gateway by its name in the Host header. */
function postUnsigned(endpoint: string, url: URL): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {host: url.host, 'content-type': 'application/json'}
    const sent = request(new URL(url.pathname, endpoint), {method: 'POST', headers}, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    sent.on('error', reject).end('{}')
  })
}
