import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import type {ParameterValue} from '@aws-stack/core'
import fc from 'fast-check'
import {parse} from 'yaml'

import {substation} from './app.js'
import {findCircle} from './pipeline/circles.js'
import {SINK_KINDS, SOURCE_KINDS} from './pipeline/description.js'
import {FIVE_SOURCES} from './testing/five-sources.fixture.js'
import {type Part, partsOf, problemsWith, scopeWith} from './testing/scope.fixture.js'

interface Template {
  readonly Parameters: Readonly<Record<string, {readonly Type: string; readonly AllowedPattern?: string}>>
  readonly Outputs: Readonly<Record<string, unknown>>
}

const templates = new Map<string, Template>()
function templateOf(file: string): Template {
  const known = templates.get(file) ?? (parse(readFileSync(file, 'utf8'), {logLevel: 'silent'}) as Template)
  templates.set(file, known)
  return known
}

const outputsIn = (value: ParameterValue) => {
  if (typeof value === 'string') return []
  if (value.ref === 'list') return value.of.filter((item) => typeof item !== 'string')
  return value.ref === 'output' ? [value] : []
}

const partNamed = (parts: readonly Part[], name: string) => {
  const part = parts.find((one) => one.part === name)
  assert.ok(part, `there is no ${name}`)
  return part.parameters
}

const NAMES = ['a', 'b2', 'c-c', 'dd', 'e', 'f']
const streamNames = ['raw', 'done', 'third']
const someStreams = fc.uniqueArray(fc.constantFrom(...streamNames), {minLength: 1, maxLength: 3})
const boxes = <Box>(prefix: string, box: fc.Arbitrary<Box>) =>
  fc
    .uniqueArray(fc.constantFrom(...NAMES), {maxLength: 4})
    .chain((names) =>
      fc
        .tuple(...names.map(() => box))
        .map((made) => Object.fromEntries(made.map((one, index) => [`${prefix}-${names[index]}`, one]))),
    )

/** Descriptions of all kinds of boxes; some are wrong, and left out. */
const pipelines = fc
  .record({
    sources: boxes('in', fc.record({kind: fc.constantFrom(...SOURCE_KINDS), to: someStreams})),
    transforms: boxes(
      'on',
      fc.record({from: fc.option(fc.constantFrom(...streamNames), {nil: undefined}), to: someStreams}),
    ),
    sinks: boxes('out', fc.record({kind: fc.constantFrom(...SINK_KINDS), from: fc.constantFrom(...streamNames)})),
  })
  .map((pipeline) => ({...pipeline, streams: {raw: {}, done: {}, third: {}}}))

function assertWhole(parts: readonly Part[]): void {
  const names = parts.map(({part}) => part)
  assert.equal(new Set(names).size, names.length, `a part twice: ${names.join(' ')}`)
  const ways = new Map<string, string[]>()
  for (const {part, template, parameters} of parts) {
    const {Parameters} = templateOf(template)
    assert.deepEqual(Object.keys(parameters).toSorted(), Object.keys(Parameters).toSorted(), part)
    for (const [name, value] of Object.entries(parameters)) {
      const {AllowedPattern: pattern} = Parameters[name]!
      const text = typeof value === 'string' ? value : value.ref === 'live' ? value.otherwise : undefined
      if (text !== undefined && pattern) assert.match(text, new RegExp(`^(?:${pattern})$`), `${part}: ${name}`)
      for (const {part: from, name: output} of outputsIn(value)) {
        const giver = parts.find((one) => one.part === from)
        assert.ok(giver && output in templateOf(giver.template).Outputs, `${part}: ${name} is ${from}.${output}`)
        ways.set(part, [...(ways.get(part) ?? []), from])
      }
    }
  }
  assert.equal(findCircle(ways), undefined)
}

describe('the parts of Substation', () => {
  it('are, of the example, each box of the diagram', () => {
    assert.deepEqual(
      partsOf(scopeWith()).map(({part}) => part),
      [
        ...['bootstrap', 'autoscaling', 'stream-raw', 'stream-processed', 'table-processed'],
        ...['function-s3-source', 'function-gateway-source', 'function-processor', 'function-enrichment'],
        ...['function-raw-s3-sink', 'function-processed-s3-sink', 'function-dynamodb-sink'],
        ...['bucket-raw', 'bucket-processed', 'bucket-source', 'gateway-gateway-source', 'gateway-gateway-kinesis'],
      ],
    )
  })

  it('fit together: parameters, outputs, no circle', () => {
    assertWhole(partsOf(scopeWith()))
    assertWhole(partsOf(scopeWith({optionalParts: 'xray, autoscaling', version: 'v0.9.2', environment: 'dev'})))
    assertWhole(partsOf(scopeWith({optionalParts: [], version: 'v0.3.0', leaveOut: 'enrichment'})))
    assertWhole(partsOf(scopeWith({pipeline: FIVE_SOURCES})))
  })

  it('fit together whatever pipeline the settings describe', () => {
    fc.assert(
      fc.property(pipelines, (pipeline) => {
        fc.pre(problemsWith({pipeline}).length === 0)
        assertWhole(partsOf(scopeWith({pipeline})))
      }),
      {numRuns: 200},
    )
  })

  it('are told what the release needs', () => {
    const of = (version: string) => partNamed(partsOf(scopeWith({version})), 'function-processor')

    const [old, now] = [of('v0.9.2'), of('v2.8.0')]

    assert.deepEqual(
      [old['HandlerVariable'], old['Handler'], old['ConfigBy']],
      ['SUBSTATION_HANDLER', 'AWS_KINESIS', 'url'],
    )
    assert.deepEqual(
      [now['HandlerVariable'], now['Handler'], now['ConfigBy']],
      ['SUBSTATION_LAMBDA_HANDLER', 'AWS_KINESIS_DATA_STREAM', 'url'],
    )
  })

  it('of five sources of different kinds go into three streams', () => {
    const parts = partsOf(scopeWith({pipeline: FIVE_SOURCES}))

    const writes = (name: string) => outputsIn(partNamed(parts, name)['WriteTo'] ?? '').map(({part}) => part)
    assert.deepEqual(writes('function-hooks'), ['stream-web', 'stream-audit'])
    assert.deepEqual(writes('function-audit-worker'), ['stream-flows', 'function-lookup'])
    assert.deepEqual(
      [writes('function-state'), writes('function-todo'), writes('function-pager')],
      [['table-hosts'], ['queue-todo'], ['topic-pager']],
    )
    const bucket = partNamed(parts, 'bucket-dropped')
    assert.deepEqual([bucket['Through'], bucket['Prefix']], ['function', 'in/'])
    assert.equal(partNamed(parts, 'function-archive')['WritePrefix'], 'out/')
    assert.deepEqual(partNamed(parts, 'stream-audit')['Shards'], {
      ref: 'live',
      what: 'stream-shards',
      name: 'substation-dev-audit',
      otherwise: '2',
    })
    assert.deepEqual(
      [partNamed(parts, 'stream-audit')['MaximumShards'], partNamed(parts, 'stream-flows')['RetentionHours']],
      ['8', '48'],
    )
    assert.equal(partNamed(parts, 'queue-jobs')['VisibilitySeconds'], '360')
    assert.equal(partNamed(parts, 'queue-todo')['FunctionArn'], '')
    assert.deepEqual(partNamed(parts, 'table-hosts')['ReadCapacity'], {
      ref: 'live',
      what: 'table-read-capacity',
      name: 'substation-dev-hosts',
      otherwise: '5',
    })
  })

  it('keep gateways private unless somebody says otherwise', () => {
    const access = (given: Record<string, unknown>, name: string) =>
      partNamed(partsOf(scopeWith(given)), `gateway-${name}`)['Access']

    assert.equal(access({}, 'gateway-source'), 'iam')
    assert.equal(access({access: 'key'}, 'gateway-kinesis'), 'key')
    assert.equal(access({public: 'true'}, 'gateway-kinesis'), 'public')
    assert.deepEqual(
      ['hooks', 'beacon'].map((name) => access({pipeline: FIVE_SOURCES}, name)),
      ['key', 'public'],
    )
    const closed = {
      pipeline: {sources: {web: {kind: 'gateway', to: 'raw', public: false}}, streams: {raw: {}}},
      public: true,
    }
    assert.equal(access(closed, 'web'), 'iam')
  })

  it('are told of by the settings, each with its variable', () => {
    for (const [key, schema] of Object.entries(substation.settings.shape)) {
      const {description, env} = schema.meta() ?? {}

      assert.match(String(description), /^[A-Z].*[.]$/, key)
      assert.match(String(env), /^(SUBSTATION|AWS_APPCONFIG)_/, key)
    }
  })
})

describe('the configurations of Substation', () => {
  it('have a profile for each function, and go where the seed says', () => {
    const scope = scopeWith({configs: 'configs', library: 'lib/substation.libsonnet', environment: 'prod,dev'})

    const profiles = substation.configs?.profiles(scope) ?? {}

    assert.deepEqual(Object.keys(profiles).toSorted(), [
      ...[
        'dynamodb-sink',
        'enrichment',
        'gateway-source',
        'processed-s3-sink',
        'processor',
        'raw-s3-sink',
        's3-source',
      ],
    ])
    assert.deepEqual(profiles['processor'], {ref: 'output', part: 'function-processor', name: 'ProfileId'})
    assert.match(substation.configs?.directory({...scope, facts: undefined}) ?? '', /^\/.*\/configs$/)
    assert.equal(substation.configs?.sources?.({...scope, facts: undefined}).era, 'v2')
    assert.deepEqual(
      scope.config.environment.map((name) => substation.configs?.environmentOutput(name)),
      ['ProdEnvironmentId', 'DevEnvironmentId'],
    )
  })

  it('of the oldest releases have one for the autoscaling too', () => {
    const profiles = substation.configs?.profiles(scopeWith({version: 'v0.4.0', leaveOut: 'enrichment'})) ?? {}

    assert.deepEqual(profiles['autoscaling'], {ref: 'output', part: 'autoscaling', name: 'ProfileId'})
  })
})

describe('the events of Substation', () => {
  it('go in by every source and stream, and raw ones back into their stream', () => {
    const scope = {...scopeWith({pipeline: FIVE_SOURCES}), facts: undefined}

    const sources = substation.events?.sources(scope) ?? {}

    const told = Object.entries(sources).map(
      ([name, {kind, address}]) => `${name} ${kind} ${address.part}.${address.name}`,
    )
    assert.deepEqual(told, [
      'dropped bucket bucket-dropped.Bucket',
      'hooks gateway gateway-hooks.Url',
      'beacon gateway gateway-beacon.Url',
      'jobs queue queue-jobs.QueueUrl',
      'alerts topic topic-alerts.TopicArn',
      'direct function function-direct.FunctionName',
      'audit stream stream-audit.StreamName',
      'web stream stream-web.StreamName',
      'flows stream stream-flows.StreamName',
    ])
    assert.deepEqual(sources['hooks']?.access, {
      by: 'key',
      key: {ref: 'output', part: 'gateway-hooks', name: 'ApiKeyId'},
    })
    assert.deepEqual(substation.events?.replay?.({...scopeWith(), facts: undefined}), {
      bucket: {ref: 'output', part: 'bucket-raw', name: 'Bucket'},
      source: 'raw',
    })
  })
})
