import assert from 'node:assert/strict'

import type {VpcFacts} from '@aws-stack/core'

import {accountRules, type VastFacts} from './account-rules.js'
import type {VastSettings} from './settings.js'

const config: VastSettings = {
  cidr: '10.42.0.0/24',
  peeredVpcId: 'vpc-0123abcd',
  version: 'v3.1.0',
  storage: 'EFS',
  backup: 'daily',
  optionalParts: [],
}

function problemsOf(peered: Partial<VpcFacts>, own: Partial<Omit<VastFacts, 'peered'>> = {}): string[] {
  const facts = {
    peered: {vpcId: 'vpc-0123abcd', cidrs: ['10.0.0.0/16'], mainRouteTableId: 'rtb-1', routes: [], ...peered},
    ownPeeringId: undefined,
    deployedCidr: undefined,
    bucketRegions: {},
    ...own,
  }
  const scope = {name: 'vast-dev', stage: 'dev', region: 'eu-west-1', config, facts}
  return accountRules.flatMap((rule) => rule(scope)).map(({message}) => message)
}

describe('the rules for the peered VPC', () => {
  it('find nothing wrong with another network whose table leads elsewhere', () => {
    const routes = [
      {destination: '10.0.0.0/16'},
      {destination: '0.0.0.0/0'},
      {destination: 'pl-1234'},
      {destination: '::/0'},
    ]

    assert.deepEqual(problemsOf({routes}), [])
  })

  it('refuse a block that shares addresses with any of its blocks', () => {
    const problems = problemsOf({cidrs: ['10.0.0.0/16', '10.42.0.128/25', '10.0.0.0/8']})

    assert.deepEqual(problems, [
      '10.42.0.0/24 overlaps 10.42.0.128/25 of vpc-0123abcd; peered networks cannot share addresses',
      '10.42.0.0/24 overlaps 10.0.0.0/8 of vpc-0123abcd; peered networks cannot share addresses',
    ])
  })

  it("refuse a block that another peering's route leads to", () => {
    const [problem, ...others] = problemsOf(
      {routes: [{destination: '10.42.0.0/25', peeringConnectionId: 'pcx-other'}]},
      {ownPeeringId: 'pcx-own'},
    )

    assert.equal(
      problem,
      '10.42.0.0/24 is taken: the main route table rtb-1 of vpc-0123abcd has a route for 10.42.0.0/25 to pcx-other, ' +
        'where ours for 10.42.0.0/25 belongs',
    )
    assert.deepEqual(others, [])
  })

  it('refuse a block of which some addresses are led elsewhere', () => {
    const [problem] = problemsOf({routes: [{destination: '10.42.0.64/28'}]})

    assert.match(problem ?? '', /has a route for 10\.42\.0\.64\/28 already/)
  })

  it('know their own route again', () => {
    const routes = [{destination: '10.42.0.0/25', peeringConnectionId: 'pcx-own'}]

    assert.deepEqual(problemsOf({routes}, {ownPeeringId: 'pcx-own'}), [])
  })

  it('leave wider routes and those to the public half alone', () => {
    const routes = [{destination: '10.42.0.0/16'}, {destination: '10.42.0.0/24'}, {destination: '10.42.0.128/25'}]

    assert.deepEqual(problemsOf({routes}), [])
  })
})

describe('the rule for the deployed network', () => {
  it('refuses another block, and says what can be done', () => {
    assert.deepEqual(problemsOf({}, {deployedCidr: '10.43.0.0/24'}), [
      '10.42.0.0/24 cannot replace 10.43.0.0/24, the block of the deployed network; destroy stage dev first, or use another stage',
    ])
  })

  it('lets the same block be deployed again', () => {
    assert.deepEqual(problemsOf({}, {deployedCidr: '10.42.0.0/24'}), [])
  })
})

describe('the rules for the buckets that are imported from', () => {
  const of = (bucketRegions: VastFacts['bucketRegions']) =>
    accountRules
      .flatMap((rule) =>
        rule({
          name: 'vast-dev',
          stage: 'dev',
          region: 'eu-west-1',
          config: {...config, optionalParts: ['cloudtrail'], cloudtrailBucket: 'trail-logs'},
          facts: {
            peered: {vpcId: 'vpc-0123abcd', cidrs: [], mainRouteTableId: 'rtb-1', routes: []},
            ownPeeringId: undefined,
            deployedCidr: undefined,
            bucketRegions,
          },
        }),
      )
      .map(({key, message}) => `${key}: ${message}`)

  it('find nothing wrong with one of the region', () => {
    assert.deepEqual(of({cloudtrail: 'eu-west-1'}), [])
    assert.deepEqual(of({}), [])
  })

  it('refuse one of another region, and say what helps', () => {
    const [problem = ''] = of({cloudtrail: 'us-east-1'})

    assert.match(
      problem,
      /^cloudtrailBucket: the bucket trail-logs is in us-east-1, .* not in eu-west-1; .*docs\/imports\.md/,
    )
  })

  it('refuse one that is not there', () => {
    assert.deepEqual(of({cloudtrail: 'missing'}), ['cloudtrailBucket: there is no bucket trail-logs'])
  })
})
