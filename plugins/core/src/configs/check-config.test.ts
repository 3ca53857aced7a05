import assert from 'node:assert/strict'

import {checkConfig} from './check-config.js'
import type {ConfigEra} from './config-source.js'

async function problems(value: unknown, era?: ConfigEra): Promise<string[]> {
  const {problems: found} = await checkConfig(JSON.stringify(value), era)
  return found.map(({severity, pointer, message}) => `${severity} ${pointer}: ${message}`)
}

const kind = async (value: unknown, era?: ConfigEra) => (await checkConfig(JSON.stringify(value), era)).kind

const V0 = {
  sink: {type: 's3', settings: {bucket: 'b', prefix_key: 'k'}},
  transform: {
    type: 'batch',
    settings: {
      processors: [
        {
          type: 'copy',
          settings: {
            input_key: 'a',
            output_key: 'b',
            condition: {
              operator: 'and',
              inspectors: [{type: 'strings', settings: {key: 'a', expression: 'x', function: 'equals'}}],
            },
          },
        },
      ],
    },
  },
}
const V1 = {
  concurrency: 2,
  transforms: [
    {
      type: 'meta_switch',
      settings: {
        cases: [
          {
            condition: {operator: 'all', inspectors: [{type: 'string_contains', settings: {value: 'x'}}]},
            transform: {type: 'object_copy', settings: {object: {source_key: 'a', target_key: 'b'}}},
          },
        ],
      },
    },
    {type: 'send_aws_s3', settings: {bucket_name: 'b'}},
  ],
}
const V2 = {
  transforms: [
    {
      type: 'meta_switch',
      settings: {
        cases: [
          {
            condition: {type: 'any', settings: {conditions: [{type: 'string_contains', settings: {value: 'x'}}]}},
            transforms: [{type: 'object_insert', settings: {id: '1-2', object: {target_key: 'a'}, value: ''}}],
          },
        ],
      },
    },
    {type: 'send_aws_s3', settings: {aws: {arn: 'arn:aws:s3:::b'}, object: null}},
  ],
}
const FLAGS = {
  version: '1',
  flags: {beta: {name: 'Beta', attributes: {limit: {constraints: {type: 'number', minimum: 1}}}}},
  values: {beta: {enabled: true, limit: 3}},
}

describe('a configuration against the schema of its kind', () => {
  it('is told by its shape, and has nothing wrong when it is right', async () => {
    const kinds = await Promise.all([V0, V1, V2, FLAGS, {}, {any: 'thing'}, [1]].map((value) => kind(value)))

    assert.deepEqual(kinds, ['v0', 'v1', 'v2', 'flags', 'other', 'other', 'other'])
    for (const value of [V0, V1, V2, FLAGS, {}]) assert.deepEqual(await problems(value), [])
  })

  it('is of the era that is said, unless it is feature flags or nothing', async () => {
    assert.deepEqual(await Promise.all([V1, FLAGS, {}, []].map((value) => kind(value, 'v2'))), [
      'v2',
      'flags',
      'other',
      'v2',
    ])
    assert.deepEqual(await problems({transfrom: V0.transform, sink: V0.sink}, 'v0'), [
      'error : transform is missing',
      'warning /transfrom: nobody reads this key; transform?',
    ])
  })

  it('names a type that does not exist, and the one that was meant', async () => {
    const unknown = {
      transforms: [{type: 'object_cpy'}, {type: 'meta_switch', settings: V2.transforms[0]!.settings}, {}],
    }

    assert.deepEqual(await problems(unknown, 'v2'), [
      'error /transforms/0/type: there is no "object_cpy"; object_copy?',
      'error /transforms/2: type is missing',
      'error /transforms/2/type: nothing is no type',
    ])
    assert.deepEqual(await problems({...V0, sink: {type: 'kineses', settings: {}}}), [
      'error /sink/type: there is no "kineses"; kinesis?',
    ])
  })

  it('names a condition that does not exist, however deep', async () => {
    const deep = structuredClone(V2)
    deep.transforms[0]!.settings.cases![0]!.condition.settings.conditions[0]!.type = 'string_contain'

    assert.deepEqual(await problems(deep, 'v2'), [
      'error /transforms/0/settings/cases/0/condition/settings/conditions/0/type: there is no "string_contain"; string_contains?',
    ])
  })

  it('names keys that are missing, also where others need them', async () => {
    const value = {
      transforms: [
        {type: 'send_aws_kinesis_data_stream'},
        {type: 'send_aws_kinesis_data_stream', settings: {aws: {arn: ''}}},
        {type: 'object_insert', settings: {object: {target_key: 'a'}, value: null}},
        {type: 'hash_sha256', settings: {object: {target_key: 'b'}}},
      ],
    }

    assert.deepEqual(await problems(value, 'v2'), [
      'error /transforms/0: settings is missing',
      'error /transforms/1/settings/aws/arn: must not be empty',
      'error /transforms/2/settings: value is missing',
      'error /transforms/3/settings/object: source_key is missing: target_key goes with it',
    ])
  })

  it('names wrong values, and warns of keys that nobody reads', async () => {
    const value = {
      transforms: [{type: 'send_stdout', settings: {batch: {count: '1', sise: 2}}}],
      concurency: 1,
    }

    assert.deepEqual(await problems(value, 'v2'), [
      'warning /concurency: nobody reads this key; concurrency?',
      'warning /transforms/0/settings/batch/sise: nobody reads this key; size?',
      'error /transforms/0/settings/batch/count: "1" is no integer',
    ])
  })

  it('of feature flags has no key that AppConfig does not know, but what its attributes are named', async () => {
    const value = {version: '2', flags: {Beta: {nme: 'x'}}, values: {beta: {enabled: 'yes', any: [1]}}}

    assert.deepEqual((await problems(value)).sort(), [
      'error /flags/Beta/nme: nobody reads this key; name?',
      'error /flags/Beta: is no name for a flag or an attribute',
      'error /values/beta/enabled: "yes" is no boolean',
      'error /version: "2" is none of 1',
    ])
  })
})
