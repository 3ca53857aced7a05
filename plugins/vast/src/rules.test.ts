import assert from 'node:assert/strict'

import {assert as assertProperty, integer, property} from 'fast-check'

import {formatCidr} from './cidr.js'
import {rules} from './rules.js'
import {settings} from './settings.js'

const good = {cidr: '10.42.0.0/24', peeredVpcId: 'vpc-0123456789abcdef0'}

/** Form first, then meaning, as the settings are loaded. */
function problemsOf(change: Record<string, unknown>): string[] {
  const parsed = settings.safeParse({...good, ...change})
  if (!parsed.success) return parsed.error.issues.map(({path, message}) => `${path.join('.')}: ${message}`)
  const scope = {name: 'vast-dev', stage: 'dev', region: 'eu-west-1', config: parsed.data, facts: undefined}
  return rules.flatMap((rule) => rule(scope)).map(({key, message}) => `${key}: ${message}`)
}

describe('the settings of VAST', () => {
  it('are good with a block and a VPC alone', () => {
    assert.deepEqual(problemsOf({}), [])
  })

  it('take every block from /16 to /27 that starts at its first address', () => {
    assertProperty(
      property(integer({min: 16, max: 27}), integer({min: 0, max: 2 ** 32 - 1}), (prefix, address) => {
        const cidr = formatCidr({network: address - (address % 2 ** (32 - prefix)), prefix})

        assert.deepEqual(problemsOf({cidr}), [])
      }),
    )
  })

  it('are good with parts that have their buckets', () => {
    const cloudtrail = {cloudtrailBucket: 'trail-logs', cloudtrailRegion: 'eu-west-1'}

    assert.deepEqual(problemsOf({optionalParts: ['cloudtrail', 'dashboard'], ...cloudtrail}), [])
    assert.deepEqual(problemsOf({flowlogsBucket: 'flow-logs', flowlogsRegion: 'us-east-1'}), [])
  })

  const wrong: [Record<string, unknown>, RegExp][] = [
    [{optionalParts: ['cloudtrail']}, /^cloudtrailBucket: is missing: the part cloudtrail imports/],
    [{optionalParts: ['flowlogs'], cloudtrailBucket: 'trail-logs'}, /^flowlogsBucket: is missing/],
    [
      {optionalParts: ['flowlogs'], flowlogsBucket: 'flow-logs', flowlogsRegion: 'us-east-1'},
      /^flowlogsRegion: the bucket flow-logs is in us-east-1, .* not in eu-west-1; .*docs\/imports\.md/,
    ],
    [{cloudtrailBucket: 'Trail'}, /^cloudtrailBucket: is no name of a bucket/],
    [{cloudtrailBucket: 's3://trail'}, /^cloudtrailBucket: is no name of a bucket/],
    [{cloudtrailRegion: 'Ireland'}, /^cloudtrailRegion: is no region/],
    [{cidr: ''}, /^cidr: is no IPv4 block/],
    [{cidr: '10.42.0.0'}, /^cidr: is no IPv4 block/],
    [{cidr: '10.42.0.300/24'}, /^cidr: is no IPv4 block/],
    [{cidr: '010.42.0.0/24'}, /^cidr: is no IPv4 block/],
    [{cidr: '10.42.0.0/33'}, /^cidr: is no IPv4 block/],
    [{cidr: 'fd00::/24'}, /^cidr: is no IPv4 block/],
    [{cidr: '10.42.0.1/24'}, /^cidr: "10\.42\.0\.1\/24" does not start .*; the block is 10\.42\.0\.0\/24$/],
    [{cidr: '10.0.0.0/15'}, /^cidr: "10\.0\.0\.0\/15" is not between \/16 and \/27$/],
    [{cidr: '10.42.0.0/28'}, /^cidr: "10\.42\.0\.0\/28" is not between \/16 and \/27$/],
    [{peeredVpcId: ''}, /^peeredVpcId: is no VPC id/],
    [{peeredVpcId: 'vpc-123'}, /^peeredVpcId: is no VPC id/],
    [{peeredVpcId: 'vpc-0123456789ABCDEF0'}, /^peeredVpcId: is no VPC id/],
    [{peeredVpcId: 'subnet-0123456789abcdef0'}, /^peeredVpcId: is no VPC id/],
    [{version: '3.1.0'}, /^version: is no tag of VAST; v3\.1\.0 is$/],
    [{version: 'new'}, /^version: is no release/],
    [{version: 'v1.1.0-rc1'}, /^version: "v1\.1\.0-rc1" is older than v1\.1\.0$/],
    [{version: 'v1.0.0'}, /^version: "v1\.0\.0" is older than v1\.1\.0$/],
    [{version: 'v0.9.9'}, /^version: "v0\.9\.9" is older than v1\.1\.0$/],
    [{version: 'v4.0.0'}, /^version: "v4\.0\.0" is Tenzir/],
    [{image: 'tenzir/vast v3'}, /^image: "tenzir\/vast v3" is no image reference/],
    [{storage: 'ATTACHED', optionalParts: ['backup']}, /^optionalParts: backup needs a file system/],
    [{storage: 'S3'}, /^storage: /],
    [{strage: 'EFS'}, /strage/],
  ]
  for (const [change, expected] of wrong) {
    it(`refuse ${JSON.stringify(change)}`, () => {
      const problems = problemsOf(change)

      assert.equal(problems.length, 1, problems.join('\n'))
      assert.match(problems[0] ?? '', expected)
    })
  }

  for (const change of [
    {peeredVpcId: 'vpc-0123abcd'},
    {version: 'v1.1.0'},
    {version: 'v2.3.1'},
    {version: 'v3.1.0-rc1'},
    {version: 'latest'},
    {version: 'latest', image: `registry.example:5000/vast@sha256:${'0'.repeat(64)}`},
    {version: 'v0.1.0', image: 'own/vast'},
  ]) {
    it(`take ${JSON.stringify(change)}`, () => assert.deepEqual(problemsOf(change), []))
  }

  it('have all that is wrong with a block said together', () => {
    assert.equal(problemsOf({cidr: '10.42.0.1/8', version: 'v1.0.0'}).length, 3)
  })
})
