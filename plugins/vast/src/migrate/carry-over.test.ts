import assert from 'node:assert/strict'

import {carryOver, type Outcome} from './carry-over.js'

/** What becomes of variables, by name. */
function became(variables: Record<string, string>): Record<string, Omit<Outcome, 'name' | 'line'>> {
  const listed = Object.entries(variables).map(([name, value], index) => ({name, value, line: index + 1}))
  return Object.fromEntries(carryOver(listed).map(({name, line: _, ...rest}) => [name, rest]))
}

describe('the variables of vast-cloud', () => {
  it('that are settings here are kept', () => {
    const variables = {
      VAST_AWS_REGION: 'eu-west-1',
      VAST_CIDR: '10.42.0.0/24',
      VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0',
      VAST_VERSION: 'v3.0.1',
      VAST_SERVER_STORAGE_TYPE: 'ATTACHED',
    }

    assert.deepEqual(became(variables), {
      VAST_AWS_REGION: {outcome: 'kept', setting: 'region', value: 'eu-west-1'},
      VAST_CIDR: {outcome: 'kept', setting: 'cidr', value: '10.42.0.0/24'},
      VAST_PEERED_VPC_ID: {outcome: 'kept', setting: 'peeredVpcId', value: 'vpc-0123456789abcdef0'},
      VAST_VERSION: {outcome: 'kept', setting: 'version', value: 'v3.0.1'},
      VAST_SERVER_STORAGE_TYPE: {outcome: 'kept', setting: 'storage', value: 'ATTACHED'},
    })
  })

  it('of the plugins for logs are kept with them', () => {
    const variables = {
      VAST_CLOUD_PLUGINS: 'workbucket,cloudtrail,flowlogs',
      VAST_CLOUDTRAIL_BUCKET_NAME: 'trail-logs',
      VAST_CLOUDTRAIL_BUCKET_REGION: 'eu-west-1',
      VAST_FLOWLOGS_BUCKET_NAME: 'flow-logs',
      VAST_FLOWLOGS_BUCKET_REGION: 'eu-west-1',
    }

    assert.deepEqual(
      Object.values(became(variables)).map(({outcome, setting, value}) => [outcome, setting, value]),
      [
        ['kept', 'optionalParts', ['workbucket', 'cloudtrail', 'flowlogs']],
        ['kept', 'cloudtrailBucket', 'trail-logs'],
        ['kept', 'cloudtrailRegion', 'eu-west-1'],
        ['kept', 'flowlogsBucket', 'flow-logs'],
        ['kept', 'flowlogsRegion', 'eu-west-1'],
      ],
    )
  })

  it('of later versions are taken under their first name, which goes before', () => {
    const found = became({TENZIR_CIDR: '10.42.0.0/24', TENZIR_AWS_REGION: 'eu-west-2', VAST_AWS_REGION: 'eu-west-1'})

    assert.deepEqual(found['TENZIR_CIDR'], {
      outcome: 'renamed',
      setting: 'cidr',
      value: '10.42.0.0/24',
      why: 'VAST_CIDR is its name here',
    })
    assert.deepEqual(found['TENZIR_AWS_REGION'], {outcome: 'dropped', why: 'VAST_AWS_REGION says it'})
  })

  for (const [variables, image, version] of [
    [{VAST_IMAGE: 'tenzir/vast', VAST_VERSION: 'v2.4.1'}, undefined, 'v2.4.1'],
    [{VAST_IMAGE: 'own/vast', VAST_VERSION: 'v2.4.1'}, 'own/vast:v2.4.1', undefined],
    [{VAST_IMAGE: 'own/vast'}, 'own/vast:v3.1.0', undefined],
    [{VAST_IMAGE: 'host:5000/own/vast'}, 'host:5000/own/vast:v3.1.0', undefined],
    [{VAST_IMAGE: 'host:5000/own/vast:mine', VAST_VERSION: 'v2.4.1'}, 'host:5000/own/vast:mine', undefined],
    [{VAST_VERSION: 'build'}, undefined, undefined],
    [{VAST_VERSION: '3.0.1'}, undefined, 'v3.0.1'],
    [{VAST_VERSION: 'latest'}, undefined, 'latest'],
  ] as const) {
    it(`make one base image of repository and version: ${JSON.stringify(variables)}`, () => {
      const outcomes = Object.values(became(variables))
      const valueOf = (setting: string) => outcomes.find((outcome) => outcome.setting === setting)?.value

      assert.deepEqual([valueOf('image'), valueOf('version')], [image, version])
    })
  }

  it('that have no meaning any more are dropped, each with its reason', () => {
    const names =
      'VAST_LAMBDA_IMAGE VAST_CLOUD_REBUILD TF_STATE_BACKEND TF_WORKSPACE_PREFIX TF_ORGANIZATION VASTCLOUD_NOTTY VASTCLOUD_CHECK_PTY VASTCLOUD_NO_PTY TenzirCLOUD_TRACE VAST_MISP_VERSION VAST_CLOUDFLARE_ZONE AWS_PROFILE'.split(
        ' ',
      )

    const found = became(Object.fromEntries(names.map((name) => [name, 'x'])))

    for (const name of names) {
      assert.equal(found[name]?.outcome, 'dropped', name)
      assert.notEqual(found[name]?.why, 'neither vast-cloud nor aws-stack knows it', name)
    }
    assert.match(became({OTHER: 'x'})['OTHER']?.why ?? '', /^neither/)
    assert.match(became({VAST_CIDR: ''})['VAST_CIDR']?.why ?? '', /^it is empty/)
  })

  it('that are secrets go nowhere', () => {
    const secrets = {TF_API_TOKEN: 's3cret', VAST_CLOUDFLARE_API_TOKEN: 's3cret', AWS_SECRET_ACCESS_KEY: 's3cret'}

    assert.doesNotMatch(JSON.stringify(became(secrets)), /s3cret/)
  })
})
