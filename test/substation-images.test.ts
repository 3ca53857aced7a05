import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {chmodSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {arch, tmpdir} from 'node:os'
import {delimiter, join} from 'node:path'
import {gunzipSync} from 'node:zlib'

import {createContext} from '@aws-stack/core'
import {dockerPath} from '@aws-stack/docker'
import {compile} from '@aws-stack/jsonnet'

import {type FakeAws, fakeAws} from './fixtures/fake-aws.js'
import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {root} from './fixtures/project.js'
import {type RuntimeApi, runtimeApi} from './fixtures/runtime-api.js'

const EXAMPLES = join(root, 'examples', 'substation')
const PROGRAMS = ['substation', 'autoscaling'] as const
const NAMES = {extCode: {names: readFileSync(join(EXAMPLES, 'names.jsonnet'), 'utf8')}}

const dockerfileOf = (program: string) => dockerPath(`substation/${program}.Dockerfile`)

/** Of the era's handlers, the one that the node has; how the function is told, and what an event is answered. */
const ERAS = {
  'v0.9': {variable: 'SUBSTATION_HANDLER', stream: 'AWS_KINESIS', sync: 'AWS_LAMBDA_SYNC'},
  v2: {variable: 'SUBSTATION_LAMBDA_HANDLER', stream: 'AWS_KINESIS_DATA_STREAM', sync: 'AWS_LAMBDA'},
} as const

describe("Substation's Dockerfiles", () => {
  for (const program of PROGRAMS) {
    it(`are written as the house has it: ${program}`, () => {
      const lines = readFileSync(dockerfileOf(program), 'utf8').split('\n')

      assert.ok(lines.includes('ARG BASE_IMAGE=public.ecr.aws/lambda/provided:al2023-arm64'))
      assert.ok(lines.includes('ARG SOURCE_IMAGE=source'))
      assert.ok(lines.includes('FROM --platform=${BUILDPLATFORM} ${GO_IMAGE} AS source'))
      assert.ok(lines.some((line) => /^ARG GO_IMAGE=golang:\d+\.\d+\.\d+-/.test(line)))
      assert.ok(lines.some((line) => /^ARG SUBSTATION_VERSION=\d+\.\d+\.\d+$/.test(line)))
      assert.ok(lines.includes('USER 1000:1000'))
      assert.ok(lines.some((line) => /^(HEALTHCHECK|# No HEALTHCHECK:) /.test(line)))
      assert.ok(lines.some((line) => line.startsWith('ENTRYPOINT ["')))
      assert.ok(!lines.some((line) => /^#\s*syntax|<<|^ADD |go test/.test(line)))
    })
  }

  it('differ in the program alone: its steps stand in build.sh once', () => {
    const [one, other] = PROGRAMS.map((program) => {
      const [, ...lines] = readFileSync(dockerfileOf(program), 'utf8').replaceAll(program, 'PROGRAM').split('\n')
      return lines.join('\n')
    })

    assert.equal(one, other)
  })

  for (const [program, version, architecture, module, command] of [
    ['substation', '0.9.2', 'arm64', 'github.com/brexhq/substation@v0.9.2', 'substation'],
    ['substation', '2.8.0', 'amd64', 'github.com/brexhq/substation/v2@v2.8.0', 'substation'],
    ['autoscaling', '0.9.2', 'arm64', 'github.com/brexhq/substation@v0.9.2', 'autoscaling'],
    ['autoscaling', '1.7.1', 'arm64', 'github.com/brexhq/substation@v1.7.1', 'autoscale'],
    ['autoscaling', '2.8.0', 'arm64', 'github.com/brexhq/substation/v2@v2.8.0', 'autoscale'],
  ] as const) {
    it(`build ${program} of ${version} for ${architecture} from its module, without emulation and tests`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'go-'))
      const log = join(folder, 'log')
      writeFileSync(
        join(folder, 'go'),
        `#!/bin/sh
echo "$GOOS $GOARCH $CGO_ENABLED $*" >> ${log}
[ "$1" = build ] || printf '{\\n\\t"Path": "x",\\n\\t"Dir": "${folder}",\\n\\t"Sum": "h1:x="\\n}\\n'
`,
      )
      chmodSync(join(folder, 'go'), 0o755)

      execFileSync('sh', [dockerPath('substation/build.sh'), program, version, architecture], {
        env: {PATH: `${folder}${delimiter}${process.env['PATH']}`},
      })

      const calls = readFileSync(log, 'utf8').trimEnd().split('\n')
      assert.deepEqual(calls, [
        `   mod download -json ${module}`,
        `linux ${architecture} 0 build -mod=readonly -trimpath -buildvcs=false -ldflags=-s -w -o /${program} ./cmd/aws/lambda/${command}`,
      ])
    })
  }
})

describe("Substation's images, with the stand-in for its programs,", function () {
  this.timeout(600_000)
  let local: LocalAws
  let aws: FakeAws
  const tags: Record<string, string> = {}
  const containers: string[] = []
  const apis: RuntimeApi[] = []

  before(async function () {
    local = localAws(this)
    for (const program of PROGRAMS) tags[program] = await built(program)
  })

  beforeEach(async () => void (aws = await fakeAws()))

  afterEach(async () => {
    for (const container of containers.splice(0)) await local.docker('rm', '--force', '--volumes', container)
    for (const api of apis.splice(0)) api.close()
    aws.close()
  })

  after(async () => {
    for (const tag of Object.values(tags)) await local.docker('rmi', '--force', tag)
  })

  async function built(program: string): Promise<string> {
    const tag = `substation-images-test-${program}:${randomUUID()}`
    const {signal} = new AbortController()
    const {docker} = createContext({
      region: local.state.region,
      host: {notify: () => {}, confirm: () => Promise.resolve(true)},
      signal,
      dockerHost: local.state.dockerHost,
    })
    const {standIns} = local.state
    const extension = execFileSync('python3', [
      '-c',
      `import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1])
import pack; sys.stdout.buffer.write(pack.program('extension'))`,
      join(root, 'scripts', 'stand-in-substation'),
    ])
    await docker.build(
      {
        dockerfile: dockerfileOf(program),
        context: dockerPath('substation'),
        platform: arch() === 'arm64' ? 'linux/arm64' : 'linux/amd64',
        buildArgs: {
          BASE_IMAGE: standIns['public.ecr.aws/lambda/provided'] ?? '',
          SOURCE_IMAGE: standIns['brexhq/substation'] ?? '',
        },
        added: [
          {
            path: 'layers',
            identity: 'test',
            files: [{path: 'extensions/AWSAppConfigLambdaExtension', mode: 0o755, bytes: extension}],
          },
        ],
        tag,
      },
      () => {},
      signal,
    )
    return tag
  }

  /** A function as Lambda runs it: not as root, and nothing but /tmp can be written. */
  async function started(program: string, variables: Record<string, string>): Promise<RuntimeApi> {
    const api = await runtimeApi()
    apis.push(api)
    const port = String(20_000 + Math.floor(Math.random() * 10_000))
    const environment = {
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_APPCONFIG_EXTENSION_HTTP_PORT: port,
      ...variables,
    }
    const env = Object.entries(environment).flatMap(([name, value]) => [
      '--env',
      `${name}=${value.replace('PORT', port)}`,
    ])
    const options = ['--detach', '--network', 'host', '--read-only', '--tmpfs', '/tmp', '--user', '993:990']
    containers.push(await local.docker('run', ...options, ...env, tags[program] ?? ''))
    return api
  }

  /** A node of the example pipeline, with its configuration in AppConfig. */
  async function node(era: keyof typeof ERAS, name: string, handler: string): Promise<RuntimeApi> {
    aws.configurations.set(name, compile(join(EXAMPLES, era, name, 'config.jsonnet'), NAMES))
    return started('substation', {
      [ERAS[era].variable]: handler,
      SUBSTATION_CONFIG: `http://localhost:PORT/applications/substation-dev/environments/prod/configurations/${name}`,
    })
  }

  const records = (stream: string) => aws.records.filter((record) => record.stream === stream)
  const kinesisEvent = (data: readonly string[]) =>
    JSON.stringify({
      Records: data.map((one) => ({eventSource: 'aws:kinesis', kinesis: {data: one, partitionKey: 'k'}})),
    })

  for (const [name, {stream, sync}] of Object.entries(ERAS)) {
    const era = name as keyof typeof ERAS

    it(`carry an event through the example pipeline of ${era}`, async () => {
      const events = [{addr: '192.0.2.1', a: 1}, {b: 'ü'}]
      aws.objects.set(
        'source-bucket/in/events.json',
        Buffer.from(events.map((event) => JSON.stringify(event)).join('\n')),
      )
      const notice = {s3: {bucket: {name: 'source-bucket'}, object: {key: 'in/events.json', size: 1}}}
      const enrichment = await node(era, 'enrichment', sync)
      aws.onInvoke = async (_function, payload) => (await enrichment.invoke(payload)).body

      const posted = await (
        await node(era, 'gateway-source', 'AWS_API_GATEWAY')
      ).invoke(JSON.stringify({path: '/', body: JSON.stringify(events[0])}))
      await (await node(era, 's3-source', 'AWS_S3')).invoke(JSON.stringify({Records: [notice]}))
      const raw = records('substation-dev-raw')
      await (await node(era, 'raw-s3-sink', stream)).invoke(kinesisEvent(raw.map(({data}) => data)))
      await (await node(era, 'processor', stream)).invoke(kinesisEvent(raw.map(({data}) => data)))
      const processed = records('substation-dev-processed')
      await (await node(era, 'processed-s3-sink', stream)).invoke(kinesisEvent(processed.map(({data}) => data)))
      await (await node(era, 'dynamodb-sink', stream)).invoke(kinesisEvent(processed.map(({data}) => data)))

      assert.equal(posted.body['statusCode'], 200)
      // Aggregated, as the Kinesis Producer Library has it.
      for (const {data} of [...raw, ...processed])
        assert.match(Buffer.from(data, 'base64').toString('hex'), /^f3899ac2/)
      const [rawFile = '', processedFile = ''] = [...aws.objects.keys()].filter((key) =>
        key.startsWith('substation-dev-'),
      )
      assert.match(
        rawFile,
        /^substation-dev-raw-eu-west-1-123456789012\/example\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\.gz$/,
      )
      assert.deepEqual(linesOf(aws.objects.get(rawFile)), [events[0], ...events])
      const [first, , plain] = linesOf(aws.objects.get(processedFile))
      assert.equal(first?.['addr'], '192.0.2.1')
      assert.match(JSON.stringify(first?.['enrichment']), /"addr":"192\.0\.2\.1","hash":"[0-9a-f]{64}","seen":"\d{4}-/)
      assert.equal(plain?.['b'], 'ü')
      assert.equal('enrichment' in (plain ?? {}), false)
      assert.match(JSON.stringify(plain?.['event']), /"hash":"[0-9a-f]{64}","created":"\d{4}-\d\d-\d\dT[\d:.]+Z"/)
      assert.equal(aws.items.length, 3)
      assert.match(String(aws.items[0]?.['PK']?.S), /^[0-9a-f]{64}$/)
      assert.ok(aws.items[0]?.['event_created']?.S)
    })
  }

  it('take a new configuration at the next poll, and fail with what they do not know', async () => {
    const config = (type: string) => JSON.stringify({transforms: [{type, settings: {}}]})
    aws.configurations.set('node', config('utility_drop'))
    const api = await started('substation', {
      SUBSTATION_LAMBDA_HANDLER: 'AWS_LAMBDA',
      SUBSTATION_CONFIG: 'http://localhost:PORT/applications/substation-dev/environments/prod/configurations/node',
      AWS_APPCONFIG_EXTENSION_POLL_INTERVAL_SECONDS: '0',
    })
    const before = await api.invoke('{}')
    aws.configurations.set('node', config('network_domain_subdomain'))

    const after = await api.invoke('{}')

    assert.deepEqual([before.kind, before.body], ['response', []])
    assert.equal(after.kind, 'error')
    assert.match(String(after.body['errorMessage']), /^transform network_domain_subdomain: invalid or unknown/)
  })

  it('end at once without a handler', async () => {
    const container = await local.docker('create', '--network', 'none', tags['substation'] ?? '')
    containers.push(container)

    await local.docker('start', container)
    const code = await local.docker('wait', container)

    assert.notEqual(code, '0')
  })

  it('scale a stream, within its tags, and make its alarms anew', async () => {
    aws.shards = 4
    aws.tags = {MaximumShards: '5'}
    const api = await started('autoscaling', {})
    const metric = {Id: 'm1', MetricStat: {Metric: {Dimensions: [{name: 'StreamName', value: 'substation-dev-raw'}]}}}
    const alarm = {AlarmName: 'substation-dev-raw_upscale', Trigger: {Metrics: [{Id: 'e3'}, metric]}}
    const Sns = {TopicArn: 'arn:aws:sns:eu-west-1:123456789012:t', Message: JSON.stringify(alarm)}

    const {kind, body} = await api.invoke(JSON.stringify({Records: [{Sns}]}))

    assert.equal(kind, 'response', JSON.stringify(body))
    assert.equal(aws.shards, 5)
    assert.deepEqual(
      aws.alarms.map((fields) => [
        fields.get('AlarmName'),
        fields.get('Threshold'),
        fields.get('Metrics.member.5.Expression'),
      ]),
      [
        ['substation-dev-raw_downscale', '0.25', 'e1/(1000*60*5)'],
        ['substation-dev-raw_upscale', '0.75', 'e1/(1000*60*5)'],
      ],
    )
    assert.ok(aws.alarms.every((fields) => fields.get('AlarmActions.member.1') === Sns.TopicArn))
  })
})

function linesOf(object: Buffer | undefined): Record<string, unknown>[] {
  assert.ok(object)
  const lines = gunzipSync(object).toString().split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}
