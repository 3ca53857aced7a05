import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {mkdtemp, readFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {loadSettings, type Lookups, type Scope, StackError, type VpcFacts} from '@aws-stack/core'

import type {VastFacts} from './account-rules.js'
import {DEFAULT_BASE_IMAGE, vast} from './app.js'
import type {VastSettings} from './settings.js'

const peered: VpcFacts = {
  vpcId: 'vpc-0123456789abcdef0',
  cidrs: ['10.0.0.0/16', '100.64.0.0/16'],
  mainRouteTableId: 'rtb-0123456789abcdef0',
  routes: [],
}

const STAND_IN = `localhost:5466/stand-in/vast@sha256:${'0'.repeat(64)}`

async function scopeWith(environment: Record<string, string>, standIns = {}): Promise<Scope<VastSettings, VastFacts>> {
  const {stage, region, config} = await loadSettings(vast, {
    cwd: await mkdtemp(join(tmpdir(), 'vast-')),
    flags: {},
    environment: {VAST_AWS_REGION: 'eu-west-1', ...environment},
    sample: vast.sample?.({vpcId: peered.vpcId, standIns}),
  })
  return {
    name: `vast-${stage}`,
    stage,
    region,
    config,
    facts: {peered, ownPeeringId: undefined, deployedCidr: undefined, bucketRegions: {}},
  }
}

function parametersOf(part: string, scope: Scope<VastSettings, VastFacts>) {
  return vast.stacks.find((stack) => stack.part === part)?.parameters?.(scope)
}

describe('the VAST app', () => {
  it("takes the seed's variables as they were", async () => {
    const scope = await scopeWith({
      VAST_AWS_REGION: 'us-east-1',
      VAST_CIDR: '172.31.128.0/20',
      VAST_PEERED_VPC_ID: 'vpc-0123abcd',
      VAST_VERSION: 'v2.3.1',
      VAST_SERVER_STORAGE_TYPE: 'ATTACHED',
    })

    assert.equal(scope.region, 'us-east-1')
    assert.deepEqual(scope.config, {
      cidr: '172.31.128.0/20',
      peeredVpcId: 'vpc-0123abcd',
      version: 'v2.3.1',
      storage: 'ATTACHED',
      backup: 'daily',
      optionalParts: [],
    })
  })

  it('says of every setting what it is and which variable gives it', () => {
    for (const [key, schema] of Object.entries(vast.settings.shape)) {
      const {description, env} = schema.meta() ?? {}

      assert.match(String(description), /^[A-Z].*\.$/, key)
      assert.match(String(env), /^VAST_/, key)
    }
  })

  it('has a sample that keeps every rule', async () => {
    const scope = await scopeWith({})

    assert.equal(scope.config.cidr, '10.42.0.0/24')
    assert.equal(scope.config.peeredVpcId, peered.vpcId)
    assert.deepEqual(
      vast.accountRules?.flatMap((rule) => rule(scope)),
      [],
    )
  })

  it('looks up the peered VPC, and the peering and the block of its own', async () => {
    const scope = await scopeWith({})
    const ask: Lookups = {
      vpc: (vpcId) => Promise.resolve({...peered, vpcId}),
      output: (part, name) => Promise.resolve(`${part}.${name}`),
      bucketRegion: (bucket) => Promise.resolve(`region-of-${bucket}`),
    }

    const facts = await vast.lookup?.({...scope, facts: undefined}, ask)

    assert.deepEqual(facts, {
      peered,
      ownPeeringId: 'network.PeeringConnectionId',
      deployedCidr: 'network.Cidr',
      bucketRegions: {},
    })
  })

  it('looks up where the buckets are that the settings name parts for, and no other', async () => {
    const scope = await scopeWith({
      VAST_CLOUD_PLUGINS: 'cloudtrail, flowlogs',
      VAST_CLOUDTRAIL_BUCKET_NAME: 'trail-logs',
      VAST_FLOWLOGS_BUCKET_NAME: 'flow-logs',
    })
    const ask: Lookups = {
      vpc: (vpcId) => Promise.resolve({...peered, vpcId}),
      output: () => Promise.resolve(undefined),
      bucketRegion: (bucket) =>
        bucket === 'trail-logs' ? Promise.resolve('eu-west-1') : Promise.reject(new StackError('NOT_FOUND', 'no')),
    }

    const {bucketRegions} = (await vast.lookup?.({...scope, facts: undefined}, ask))!

    assert.deepEqual(bucketRegions, {cloudtrail: 'eu-west-1', flowlogs: 'missing'})
  })

  it('gives both import parts the same template and each its own bucket, keys and command', async () => {
    const scope = await scopeWith({
      VAST_CLOUD_PLUGINS: 'cloudtrail, flowlogs',
      VAST_CLOUDTRAIL_BUCKET_NAME: 'trail-logs',
      VAST_FLOWLOGS_BUCKET_NAME: 'flow-logs',
    })

    const [trail, flow] = ['cloudtrail', 'flowlogs'].map((part) => parametersOf(part, scope))

    assert.deepEqual([trail?.['SourceBucket'], flow?.['SourceBucket']], ['trail-logs', 'flow-logs'])
    assert.deepEqual(
      [trail?.['KeyPattern'], flow?.['KeyPattern']],
      ['*/CloudTrail/*.json.gz', '*/vpcflowlogs/*.log.gz'],
    )
    assert.deepEqual(
      [trail, flow].map((of) => Buffer.from(of?.['Command'] as string, 'base64').toString()),
      ['bash /opt/client/import-log.sh cloudtrail', 'bash /opt/client/import-log.sh flowlogs'],
    )
    assert.deepEqual(trail?.['RoleName'], {ref: 'output', part: 'client', name: 'RoleName'})
  })

  it('lets the server write its metrics only where the dashboard shows them', async () => {
    const [without, shown] = [await scopeWith({}), await scopeWith({VAST_CLOUD_PLUGINS: 'dashboard'})]

    assert.equal(parametersOf('server', without)?.['Metrics'], 'false')
    assert.equal(parametersOf('server', shown)?.['Metrics'], 'true')
  })

  for (const [cidr, hostBits] of [
    ['10.42.0.0/16', '15'],
    ['10.42.0.0/24', '7'],
    ['10.42.0.0/27', '4'],
  ] as const) {
    it(`cuts ${cidr} into subnets with ${hostBits} host bits`, async () => {
      const scope = await scopeWith({VAST_CIDR: cidr})

      assert.deepEqual(parametersOf('network', scope), {
        Name: 'vast-dev',
        Cidr: cidr,
        HostBits: hostBits,
        PeeredVpcId: 'vpc-0123456789abcdef0',
        PeeredCidr: '10.0.0.0/16',
        PeeredRouteTableId: 'rtb-0123456789abcdef0',
      })
    })
  }

  it('starts no server while its stack is being created', async () => {
    assert.deepEqual(parametersOf('server', await scopeWith({}))?.['Creating'], {ref: 'creating'})
  })

  it('gives each stack the digest of its own image', async () => {
    const scope = await scopeWith({VAST_SERVER_STORAGE_TYPE: 'ATTACHED'})

    const server = parametersOf('server', scope)
    const client = parametersOf('client', scope)

    assert.deepEqual(server?.['ImageUri'], {ref: 'image', image: 'server'})
    assert.equal(server?.['Storage'], 'ATTACHED')
    assert.deepEqual(client?.['ImageUri'], {ref: 'image', image: 'client'})
    assert.deepEqual(client?.['Endpoint'], {ref: 'output', part: 'server', name: 'Endpoint'})
  })

  for (const [environment, standIns, base] of [
    [{}, {}, 'tenzir/vast:v3.1.0'],
    [{VAST_VERSION: 'v2.3.1'}, {}, 'tenzir/vast:v2.3.1'],
    [{}, {'tenzir/vast': STAND_IN}, STAND_IN],
    [{VAST_IMAGE: 'own/vast:1'}, {'tenzir/vast': STAND_IN}, 'own/vast:1'],
  ] as const) {
    it(`builds on ${base} with ${JSON.stringify(environment)}${'tenzir/vast' in standIns ? ' where there is a stand-in' : ''}`, async () => {
      const scope = {...(await scopeWith(environment, standIns)), facts: undefined}

      assert.deepEqual(
        vast.images.map(({baseImages}) => baseImages?.(scope)['BASE_IMAGE']?.reference),
        [base, base],
      )
    })
  }

  it('builds for Intel, from Dockerfiles whose default is its own', async () => {
    for (const {platform, dockerfile, context} of vast.images) {
      assert.equal(platform, 'linux/amd64')
      assert.ok(existsSync(context))
      assert.match(await readFile(dockerfile, 'utf8'), new RegExp(`^ARG BASE_IMAGE=${DEFAULT_BASE_IMAGE}$`, 'm'))
    }
  })
})
