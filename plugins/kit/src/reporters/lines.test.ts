import assert from 'node:assert/strict'

import type {EngineEvent, ImageProgress} from '@aws-stack/core'

import {samplePlan} from '../testing/sample-plan.fixture.js'
import {createLines} from './lines.js'

const network = {kind: 'stack', name: 'network'} as const
const server = {kind: 'image', name: 'server'} as const
const image = (progress: ImageProgress): EngineEvent => ({type: 'image.progress', node: server, progress})

function told(events: readonly EngineEvent[], verbose = false): string[] {
  const lines = createLines({verbose})
  return events.flatMap((event) => lines(event))
}

describe('lines', () => {
  it('tell the release of a configuration from the upload to the bake', () => {
    const node = {kind: 'config', name: 'processor'} as const
    const progress = {type: 'config.progress', node, environment: 'prod', deployment: 7, version: 3} as const

    const lines = told([
      {type: 'node.started', node, action: 'release'},
      {type: 'config.uploaded', node, version: 3, bytes: 1200},
      {
        type: 'config.waiting',
        node,
        environment: 'prod',
        deployment: 6,
        config: 'other',
        state: 'DEPLOYING',
        startedBy: 'aws-stack of alice',
        limitMs: 600_000,
      },
      {type: 'config.free', node, environment: 'prod', ms: 2000},
      {...progress, state: 'DEPLOYING', percent: 40},
      {...progress, state: 'BAKING', percent: 100, bakeMinutes: 10},
      {type: 'node.finished', node, changed: true, ms: 5000},
      {type: 'config.purging', node, profile: 'p1', deleted: 3, done: true},
    ])

    assert.deepEqual(lines, [
      'config processor: releasing',
      'config processor: version 3 uploaded, 1 kB',
      'config processor: deployment 6 of other runs in prod (DEPLOYING, by aws-stack of alice), waiting for its end up to 10 min 00 s',
      'config processor: prod is free after 2.0 s',
      'config processor: version 3 to prod: DEPLOYING, 40 %',
      'config processor: version 3 to prod: BAKING, alarms are watched for 10 min',
      'config processor: released (5.0 s)',
      'config processor: versions of p1 deleted: 3',
    ])
  })

  it('tell a deploy from the plan to the end', () => {
    const resource = {logicalId: 'Vpc', type: 'AWS::EC2::VPC', at: 0}

    const lines = told([
      {type: 'plan.started', app: 'vast', stage: 'dev', region: 'eu-west-1'},
      {type: 'plan.finished', plan: {...samplePlan, stacks: [], changed: true}},
      {type: 'run.started', verb: 'deploy', app: 'vast', stage: 'dev', nodes: [server, network]},
      {type: 'node.started', node: network, action: 'create'},
      {
        type: 'stack.progress',
        node: network,
        stack: 'vast-dev-network',
        resource: {...resource, status: 'CREATE_IN_PROGRESS'},
      },
      {
        type: 'stack.progress',
        node: network,
        stack: 'vast-dev-network',
        resource: {...resource, status: 'CREATE_COMPLETE'},
      },
      {type: 'node.finished', node: network, changed: true, ms: 12_300},
    ])

    assert.deepEqual(lines, [
      'planning vast, stage dev, eu-west-1',
      'plan: 1 image to build',
      'deploy vast, stage dev: image server, network',
      'network: creating',
      'network: Vpc CREATE_IN_PROGRESS AWS::EC2::VPC',
      'network: Vpc CREATE_COMPLETE AWS::EC2::VPC',
      'network: created (12 s)',
    ])
  })

  it('tell a failure with its reason, and what was not started for it', () => {
    const failed = {
      logicalId: 'NatGateway',
      type: 'AWS::EC2::NatGateway',
      status: 'CREATE_FAILED',
      reason: 'no more addresses',
      at: 0,
    }

    const lines = told([
      {type: 'stack.progress', node: network, stack: 'vast-dev-network', resource: failed},
      {type: 'node.failed', node: network, ms: 4000, message: 'vast-dev-network failed at NatGateway'},
      {type: 'node.skipped', node: {kind: 'stack', name: 'server'}, because: 'stack network'},
      {type: 'node.skipped', node: server, because: 'cancelled'},
    ])

    assert.deepEqual(lines, [
      'network: NatGateway CREATE_FAILED AWS::EC2::NatGateway: no more addresses',
      'network: failed (4.0 s): vast-dev-network failed at NatGateway',
      'server: not started, network failed',
      'image server: not started, cancelled',
    ])
  })

  it('tell how what runs is cancelled, what became of it, and what is left to AWS', () => {
    const lines = told([
      {type: 'node.cancelling', node: network, how: 'rolls-back'},
      {type: 'node.cancelled', node: network, ms: 4000, left: false, status: 'UPDATE_ROLLBACK_COMPLETE'},
      {type: 'node.cancelled', node: network, ms: 4000, left: true},
      {type: 'node.cancelled', node: server, ms: 12_000, left: false},
    ])

    assert.deepEqual(lines, [
      'network: cancelling: the update is rolled back',
      'network: cancelled, rolled back (4.0 s)',
      'network: left to AWS (4.0 s)',
      'image server: stopped (12 s)',
    ])
  })

  it('say what is not up yet of a stack that is complete, and that a rollout is stopped', () => {
    const lines = told([
      {type: 'stack.settling', node: network, logicalId: 'Service', what: 'tasks', ready: 1, wanted: 2},
      {type: 'stack.settling', node: network, logicalId: 'Function', what: 'function', ready: 0, wanted: 1},
      {type: 'node.cancelling', node: network, how: 'stops-rollout'},
    ])

    assert.deepEqual(lines, [
      'network: Service: waiting for 1 of 2 tasks to be healthy',
      'network: Function: waiting for Lambda to take over the update',
      'network: cancelling: the rollout is stopped, ECS goes back to what ran before',
    ])
  })

  it('say what runs on a stack that is waited for, since when and by whom', () => {
    const since = new Date(2026, 10, 21, 14, 2, 10).getTime()
    const waiting = {node: network, stack: 'vast-dev-network', status: 'UPDATE_IN_PROGRESS', limitMs: 600_000}

    const lines = told([
      {type: 'stack.waiting', ...waiting, since, startedBy: 'the AWS console'},
      {type: 'stack.waiting', ...waiting},
      {type: 'stack.free', node: network, stack: 'vast-dev-network', ms: 32_000},
    ])

    assert.deepEqual(lines, [
      'network: another operation runs (UPDATE_IN_PROGRESS since 14:02:10, started by the AWS console), waiting for its end up to 10 min 00 s',
      'network: another operation runs (UPDATE_IN_PROGRESS), waiting for its end up to 10 min 00 s',
      'network: free after 32 s',
    ])
  })

  it("leave out CloudFormation's second word on the same start", () => {
    const resource = {
      logicalId: 'Vpc',
      type: 'AWS::EC2::VPC',
      status: 'CREATE_IN_PROGRESS',
      reason: 'Resource creation Initiated',
      at: 0,
    }

    assert.deepEqual(told([{type: 'stack.progress', node: network, stack: 'vast-dev-network', resource}]), [])
  })

  const build: EngineEvent[] = [
    image({phase: 'pack', files: 12, bytes: 14_200}),
    image({phase: 'build', step: '[internal] load build context', state: 'started'}),
    image({phase: 'build', step: '[1/3] FROM base', state: 'cached'}),
    image({phase: 'build', step: '[2/3] RUN apt-get update', state: 'started'}),
    image({phase: 'log', step: '[2/3] RUN apt-get update', line: 'Get:1 packages'}),
    image({phase: 'log', step: '[2/3] RUN apt-get update', line: 'E: no network'}),
  ]

  it('name the steps of a build, and keep its log to themselves', () => {
    const lines = told([
      ...build,
      image({phase: 'build', step: '[2/3] RUN apt-get update', state: 'finished', ms: 3000}),
    ])

    assert.deepEqual(lines, ['image server: [1/3] FROM base (cached)', 'image server: [2/3] RUN apt-get update'])
  })

  it('show the log of the step that failed', () => {
    const lines = told([...build, image({phase: 'build', step: '[2/3] RUN apt-get update', state: 'failed'})])

    assert.deepEqual(lines.slice(-3), [
      'image server: Get:1 packages',
      'image server: E: no network',
      'image server: [2/3] RUN apt-get update failed',
    ])
  })

  it('show every log line once, layers and retries with --verbose', () => {
    const lines = told(
      [
        ...build,
        image({phase: 'build', step: '[2/3] RUN apt-get update', state: 'failed', ms: 3000}),
        image({phase: 'push', layer: 'aa11', state: 'started'}),
        image({phase: 'push', layer: 'aa11', state: 'progress', bytes: 1, total: 2}),
        image({phase: 'push', layer: 'aa11', state: 'finished'}),
        {type: 'retried', service: 'CloudFormation', operation: 'DescribeStacks', attempt: 2, reason: 'Rate exceeded'},
      ],
      true,
    )

    assert.deepEqual(lines, [
      'image server: context of 12 files, 14 kB',
      'image server: [internal] load build context started',
      'image server: [1/3] FROM base cached',
      'image server: [2/3] RUN apt-get update started',
      'image server: Get:1 packages',
      'image server: E: no network',
      'image server: [2/3] RUN apt-get update failed',
      'image server: pushing',
      'image server: layer aa11 started',
      'image server: layer aa11 finished',
      'retry 2 of CloudFormation DescribeStacks: Rate exceeded',
    ])
  })

  it('say once that an image is pushed', () => {
    const lines = told([
      image({phase: 'push', layer: 'a', state: 'started'}),
      image({phase: 'push', layer: 'b', state: 'exists'}),
      image({phase: 'push', layer: 'a', state: 'progress', bytes: 1, total: 2}),
    ])

    assert.deepEqual(lines, ['image server: pushing'])
  })

  it('tell in one line who we are, and until when', () => {
    const lines = createLines({verbose: false})
    const identity = {type: 'identity.found', accountId: '123456789012', arn: 'arn:me', region: 'eu-west-1'} as const

    const expiresAt = new Date(2030, 0, 1, 15, 4).getTime()

    assert.deepEqual(lines(identity), ['account 123456789012 as arn:me, eu-west-1'])
    assert.deepEqual(lines({...identity, expiresAt}), [
      'account 123456789012 as arn:me, eu-west-1, credentials until 15:04',
    ])
  })

  it('pass warnings on', () => {
    assert.deepEqual(told([{type: 'warning', code: 'X', message: 'another run was faster'}]), [
      'warning: another run was faster',
    ])
  })

  it('tell of data that goes in now and then, and what the program in the server says', () => {
    const moved = (ms: number, bytes: number, more = {}): EngineEvent => ({
      type: 'transfer.progress',
      transfer: {verb: 'import', name: 'a.json', bytes, total: 100_000_000, ms, done: false, ...more},
    })

    const lines = told([
      moved(0, 0),
      moved(1000, 2_000_000),
      {type: 'transfer.said', line: 'ready'},
      moved(5000, 10_000_000),
      moved(5100, 11_000_000, {name: 'b.json'}),
      moved(10_100, 61_000_000, {name: 'b.json'}),
      moved(20_000, 100_000_000, {name: 'b.json', done: true}),
    ])

    assert.deepEqual(lines, [
      'import a.json: 0 B of 100.0 MB, 0 %, 0 B/s',
      'ready',
      'import a.json: 10.0 MB of 100.0 MB, 10 %, 2.0 MB/s, 45 s left',
      'import b.json: 11.0 MB of 100.0 MB, 11 %, 10.0 MB/s, 8.9 s left',
      'import b.json: 61.0 MB of 100.0 MB, 61 %, 10.0 MB/s, 3.9 s left',
      'import: 100.0 MB, 20 s, 5.0 MB/s',
    ])
  })
})
