import assert from 'node:assert/strict'

import {type Cause, createContext, type Host, why} from '@aws-stack/core'
import {findScenario, playScenario} from '@aws-stack/local/scenarios'
import {vast} from '@aws-stack/plugin-vast'

const host: Host = {notify: () => {}, confirm: async () => true}

/** What is found after each of the failures that the local AWS can play, told by the AWS SDK over HTTP. */
const FOUND: Record<string, {logicalId: string; meaning: RegExp}> = {
  'address-limit': {logicalId: 'NatAddress', meaning: /"EC2-VPC Elastic IPs" \(L-0263D0A3\) is used up/},
  'quota-exceeded': {logicalId: 'Vpc', meaning: /"VPCs per Region" \(L-F678F1CE\) is used up/},
  'role-cannot-be-assumed': {logicalId: 'Service', meaning: /no service-linked role/},
  'rollback-fails': {logicalId: 'Service', meaning: /cannot assume the role/},
  'image-pull-fails': {logicalId: 'Service', meaning: /^the image .*@sha256:8+ cannot be pulled: it is not there/},
  'circuit-breaker': {logicalId: 'Service', meaning: /^the container main ended with exit code 1/},
  'lambda-image-access-denied': {logicalId: 'Function', meaning: /may not read the image/},
  'lambda-init-error': {logicalId: 'Function', meaning: /cannot start the image/},
  'hook-fails': {
    logicalId: 'Vpc',
    meaning: /^the hook Private::Guard::NetworkRules refused Vpc: .*VPC_FLOW_LOGS_REQUIRED/,
  },
  'nested-fails': {logicalId: 'PrivateSubnet', meaning: /10\.42\.0\.0\/25 overlaps another subnet/},
}

describe('why, after a failure that the local AWS plays', function () {
  this.timeout(60_000)

  for (const [name, {logicalId, meaning}] of Object.entries(FOUND)) {
    it(`finds the cause of ${name}`, async () => {
      await afterPlaying(name, (cause) => {
        assert.equal(cause?.logicalId, logicalId)
        assert.match(cause?.meaning ?? '', meaning)
      })
    })
  }

  it('shows the last lines of the container that ended the task', async () => {
    await afterPlaying('circuit-breaker', (cause) => {
      const log = cause?.evidence.find(({title}) => title.startsWith('last lines of main'))
      assert.match(log?.lines.at(-1) ?? '', /database was written by a newer version/)
    })
  })

  it('has nothing to say of an update that ended well, however its events came', async () => {
    await afterPlaying('disorderly-events', (cause) => assert.equal(cause, undefined))
  })
})

/** Plays one to its end, as an update or creation of ours meets it, and asks afterwards. */
async function afterPlaying(name: string, check: (cause: Cause | undefined) => void): Promise<void> {
  const scenario = findScenario(name)
  assert.ok(scenario)
  const played = await playScenario(scenario, {speed: 200})
  try {
    const part = /--part (\w+)/.exec(scenario.watch ?? '')?.[1] ?? ''
    check(await causeOf(part, played.url))
  } finally {
    await played.close()
  }
}

async function causeOf(part: string, url: string): Promise<Cause | undefined> {
  const {signal} = new AbortController()
  const endpoint = {url, accessKeyId: 'test', secretAccessKey: 'test'}
  const ctx = createContext({host, signal, region: 'eu-west-1', endpoint})
  const stack = `vast-dev-${part}`
  const type = (await ctx.cloudFormation.describe(stack)) ? 'UPDATE' : 'CREATE'
  const request = {stack, type, template: 'Resources: {}', parameters: {}, tags: []} as const
  const changeSet = await ctx.cloudFormation.createChangeSet(request, signal)
  for await (const {status} of ctx.cloudFormation.execute(changeSet, ctx)) assert.ok(status)

  const config = vast.settings.parse({cidr: '10.42.0.0/24', peeredVpcId: 'vpc-0123456789abcdef0'})
  const {parts} = await why(vast, {stage: 'dev', region: 'eu-west-1', config}, {parts: [part]}, ctx)
  return parts[0]?.failure?.cause
}
