import assert from 'node:assert/strict'

import {EXAMPLE} from './pipeline/example.js'
import {FIVE_SOURCES} from './testing/five-sources.fixture.js'
import {problemsWith} from './testing/scope.fixture.js'

/** The example with one section more. */
const example = (change: Partial<Record<keyof typeof EXAMPLE, object>>) => ({
  pipeline: Object.fromEntries(
    Object.entries({...EXAMPLE, tables: {}}).map(([section, boxes]) => [
      section,
      {...boxes, ...change[section as keyof typeof EXAMPLE]},
    ]),
  ),
})

const WRONG: readonly (readonly [given: object, message: RegExp])[] = [
  [{version: 'v3.0.0'}, /^version: "v3\.0\.0" is newer than v2/],
  [{version: 'v0.0.9'}, /^version: "v0\.0\.9" is older than v0\.1\.0/],
  [{version: '2.8.0'}, /^version: "2\.8\.0" is no tag of Substation; v2\.8\.0 is$/],
  [
    {version: 'v0.4.0'},
    /^version: enrichment is called by another function, which Substation can since v0\.8\.3, and this is v0\.4\.0$/,
  ],
  [
    {version: 'v2.5.0', ...example({sources: {more: {kind: 's3-sqs', to: 'raw'}}})},
    /^version: more is of the kind s3-sqs.* since v2\.6\.0/,
  ],
  [{environment: 'prod,staging'}, /^environment: there is no environment "staging"; there is prod, dev$/],
  [{optionalParts: 'xray,autoscale'}, /^optionalParts: "autoscale" is none of xray, autoscaling$/],
  [{leaveOut: 'gateway-kinesi'}, /^leaveOut: the pipeline has no box "gateway-kinesi"; it has gateway-kinesis$/],
  [{leaveOut: 'processed'}, /^pipeline: transforms\.processor\.to: there is no stream "processed"/],
  [{upscale: '0.3'}, /^upscale: 0\.3 is not between 0\.4 and 0\.9/],
  [
    {upscale: 0.8, downscale: 0.5},
    /^downscale: 0\.5 is not what v2\.8\.0 makes of the threshold 0\.8 by itself: 0\.45$/,
  ],
  [{version: 'v1.0.0', downscale: 0.9}, /^downscale: 0\.9 is not below the threshold of upscaling, 0\.75$/],
  [{upscale: 1}, /^upscale: 1 is no use of a stream/],
  [{validator: 'substation_validator'}, /^validator: "substation_validator" is no ARN/],
  [{pipeline: '{"sources":'}, /^pipeline: /],
  [example({sources: {web: {kind: 'http', to: 'raw'}}}), /^pipeline: sources\.web\.kind: "http" is none of s3, /],
  [
    example({sources: {web: {kind: 'gateway', to: 'raw', acess: 'key'}}}),
    /^pipeline: sources\.web\.acess: there is no such key$/,
  ],
  [example({sources: {web: {kind: 'gateway'}}}), /^pipeline: sources\.web\.to: is required$/],
  [
    example({sources: {web: {kind: 'gateway', to: 'rwa'}}}),
    /^pipeline: sources\.web\.to: there is no stream "rwa"; "raw" is one$/,
  ],
  [example({sources: {web: {kind: 'gateway', to: []}}}), /^pipeline: sources\.web: "to" names no stream$/],
  [
    example({sources: {web: {kind: 'gateway-stream', to: ['raw', 'processed']}}}),
    /without a function between them, "to" is one stream$/,
  ],
  [
    example({sources: {web: {kind: 'gateway-stream', to: 'raw', memory: 256}}}),
    /a source of the kind gateway-stream has no "memory"$/,
  ],
  [
    example({sources: {web: {kind: 'gateway', to: 'raw', bucket: 'web'}}}),
    /a source of the kind gateway has no "bucket"$/,
  ],
  [
    example({sources: {web: {kind: 'gateway', to: 'raw', public: true, access: 'key'}}}),
    /it is public, so "access: key" says nothing$/,
  ],
  [example({sources: {Web: {kind: 'gateway', to: 'raw'}}}), /sources: "Web" is no name/],
  [
    example({sources: {raw: {kind: 'gateway', to: 'raw'}}}),
    /^pipeline: raw is a name of sources and of streams; each box needs its own$/,
  ],
  [
    example({sources: {autoscaling: {kind: 'gateway', to: 'raw'}}}),
    /autoscaling is the name of the function that changes shards/,
  ],
  [example({sources: {jobs: {kind: 'sqs', to: 'raw', window: 0}}}), /more than 10 messages needs a "window"/],
  [
    example({sources: {again: {kind: 's3', to: 'raw', bucket: 'source'}}}),
    /^pipeline: the bucket source is of s3-source and of again; each source needs its own$/,
  ],
  [
    example({sources: {back: {kind: 's3', to: 'raw', bucket: 'processed'}}}),
    /^pipeline: processed-s3-sink writes to the bucket processed, whose new objects back reads: each would be read again for ever/,
  ],
  [example({sources: {back: {kind: 's3', to: 'raw', bucket: 'processed', prefix: '*'}}}), /"\*" is no prefix/],
  [
    example({transforms: {loop: {from: 'processed', to: 'raw'}}}),
    /^pipeline: events would go in a circle: raw -> processor -> processed -> loop -> raw$/,
  ],
  [
    example({transforms: {enrichment: {calls: 'other'}, other: {calls: 'enrichment'}}}),
    /circle: enrichment -> other -> enrichment$/,
  ],
  [
    example({transforms: {more: {from: 'raw', calls: 'processor'}}}),
    /transforms\.more\.calls: there is no transform without "from" "processor"/,
  ],
  [
    example({transforms: {more: {from: 'raw', reads: 'prcessed'}}}),
    /reads: there is no table "prcessed"; "processed" is one$/,
  ],
  [
    example({
      sinks: {todo: {kind: 'sqs', from: 'raw', queue: 'jobs'}},
      sources: {again: {kind: 'sqs', queue: 'jobs', to: 'raw'}},
    }),
    /circle: .*todo -> again/,
  ],
  [example({sinks: {todo: {kind: 'sqs', from: 'raw', queue: 'jobs-failed'}}}), /the queue jobs-failed cannot end so/],
  [
    example({streams: {wide: {shards: 4, maxShards: 2}}}),
    /streams\.wide: shards 4 is not between minShards 1 and maxShards 2$/,
  ],
  [example({streams: {wide: {shards: 0}}}), /^pipeline: streams\.wide\.shards: 0 /],
  [
    {...example({}), pipeline: {...example({}).pipeline, tables: {spare: {}}}},
    /tables\.spare: no sink writes it, and nothing reads it$/,
  ],
  [
    {stage: 'a-very-long-one1', ...example({sinks: {x: {kind: 's3', from: 'raw', bucket: 'a-long-name-of-a-bucket'}}})},
    /the name of the bucket a-long-name-of-a-bucket would have 74 characters, and 63 is the most/,
  ],
]

describe('the settings of Substation', () => {
  for (const [given, message] of WRONG) {
    it(`are refused: ${message.source}`, () => {
      const problems = problemsWith(given as Record<string, unknown>)

      assert.ok(
        problems.some((problem) => message.test(problem)),
        problems.join('\n') || 'nothing was refused',
      )
    })
  }

  for (const given of [
    {},
    {version: 'v0.9.2'},
    {version: 'v1.7.1', upscale: '0.8', downscale: '0.3'},
    {version: 'v0.3.0', leaveOut: 'enrichment'},
    {leaveOut: 'gateway-kinesis, dynamodb-sink, s3-source'},
    {environment: 'staging', application: 'substation'},
    {public: 'true'},
    {pipeline: JSON.stringify(FIVE_SOURCES)},
    {pipeline: FIVE_SOURCES},
    {pipeline: {}},
  ]) {
    it(`are taken: ${JSON.stringify(given).slice(0, 80)}`, () => assert.deepEqual(problemsWith(given), []))
  }

  it('let each box of the example be left out, alone with what hangs on it', () => {
    const boxes = [
      ...Object.keys(EXAMPLE.sources ?? {}),
      ...Object.keys(EXAMPLE.transforms ?? {}),
      ...Object.keys(EXAMPLE.sinks ?? {}),
    ]

    for (const box of boxes) assert.deepEqual(problemsWith({leaveOut: box}), [], box)
    assert.deepEqual(problemsWith({leaveOut: ['processed', 'processor', 'processed-s3-sink', 'dynamodb-sink']}), [])
  })
})
