import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import type {EngineEvent} from '@aws-stack/core'

import {liveLines} from './live-lines.js'
import {advance, NOTHING} from './progress.js'

const network = {kind: 'stack', name: 'network'} as const
const server = {kind: 'stack', name: 'server'} as const
const image = {kind: 'image', name: 'server'} as const
const started: EngineEvent = {
  type: 'run.started',
  verb: 'deploy',
  app: 'vast',
  stage: 'dev',
  nodes: [image, network, server],
}

/** The frame at `now`, after events that all happened at 0. */
function frame(events: readonly EngineEvent[], {now = 0, columns = 80, rows = 24} = {}): string[] {
  const progress = events.reduce((current, event) => advance(current, event, 0), NOTHING)
  return liveLines(progress, {now, columns, rows}).map(stripVTControlCharacters)
}

function motion(logicalId: string, status: string): EngineEvent {
  return {
    type: 'stack.progress',
    node: network,
    stack: 'vast-dev-network',
    resource: {logicalId, type: 'AWS::EC2::VPC', status, at: 0},
  }
}

describe('live lines', () => {
  it('show what is planned, and for how long', () => {
    const lines = frame([{type: 'plan.started', app: 'vast', stage: 'dev', region: 'eu-west-1'}], {now: 2000})

    assert.deepEqual(lines, ['· planning vast, stage dev, eu-west-1  2 s'])
  })

  it('show one line for each node, and the resources in motion below it', () => {
    const lines = frame(
      [
        started,
        {type: 'node.started', node: image, action: 'build'},
        {
          type: 'image.progress',
          node: image,
          progress: {phase: 'build', step: '[2/5] RUN apt-get update', state: 'started'},
        },
        {type: 'node.started', node: network, action: 'create'},
        motion('Vpc', 'CREATE_IN_PROGRESS'),
        motion('Gateway', 'CREATE_IN_PROGRESS'),
        motion('Gateway', 'CREATE_COMPLETE'),
      ],
      {now: 14_000},
    )

    assert.deepEqual(lines, [
      '● image server  building  14 s',
      '      [2/5] RUN apt-get update  14 s',
      '● network       creating  1 resource  14 s',
      '      Vpc  AWS::EC2::VPC  CREATE_IN_PROGRESS  14 s',
      '· server        waiting',
    ])
  })

  it('show how each node ended', () => {
    const lines = frame([
      started,
      {type: 'node.started', node: image, action: 'build'},
      {type: 'node.finished', node: image, changed: true, ms: 61_000},
      {type: 'node.started', node: network, action: 'update'},
      {type: 'node.failed', node: network, ms: 9000, message: 'broken'},
      {type: 'node.skipped', node: server, because: 'stack network'},
    ])

    assert.deepEqual(lines, [
      '✔ image server  built  1 min 01 s',
      '✘ network       failed  9.0 s',
      '– server        not started, network failed',
    ])
  })

  it('add up the layers of a push', () => {
    const push = (layer: string, bytes: number): EngineEvent => ({
      type: 'image.progress',
      node: image,
      progress: {phase: 'push', layer, state: 'progress', bytes, total: 20_000_000},
    })

    const lines = frame([
      started,
      {type: 'node.started', node: image, action: 'build'},
      push('a', 5_000_000),
      push('b', 10_000_000),
    ])

    assert.equal(lines[0], '● image server  pushing 15.0 MB of 40.0 MB  0 s')
  })

  it('are never wider or higher than the terminal', () => {
    const events = [
      started,
      {type: 'node.started', node: network, action: 'create'} as const,
      ...Array.from({length: 30}, (_, index) => motion(`Subnet${index}`, 'CREATE_IN_PROGRESS')),
    ]

    const lines = frame(events, {columns: 30, rows: 10})

    assert.equal(lines.length, 9)
    assert.ok(lines.every((line) => line.length < 30))
    assert.match(lines.at(-1) ?? '', /… 23 in motion, 2 waiting/)
  })

  describe('of a transfer', () => {
    const moved = (ms: number, bytes: number, more = {}): EngineEvent => ({
      type: 'transfer.progress',
      transfer: {verb: 'import', name: 'a.json', bytes, total: 100_000_000, ms, done: false, ...more},
    })

    it('show a bar, and the speed of the last seconds', () => {
      const lines = frame([moved(0, 0), moved(10_000, 10_000_000), moved(12_000, 50_000_000)], {columns: 120})

      assert.deepEqual(lines, [
        '● import a.json  ████████████░░░░░░░░░░░░  50.0 MB of 100.0 MB  50 %  20.0 MB/s  2.5 s left',
      ])
    })

    it('leave the bar out where it is narrow, and what is not known', () => {
      const unknown = moved(2000, 10_000_000, {verb: 'export', name: '-', total: undefined})

      assert.deepEqual(frame([moved(2000, 10_000_000)]), [
        '● import a.json  10.0 MB of 100.0 MB  10 %  5.0 MB/s  18 s left',
      ])
      assert.deepEqual(frame([unknown], {columns: 120}), ['● export -  10.0 MB  5.0 MB/s'])
    })

    it('say at the end how much it was, and how fast', () => {
      const lines = frame([moved(1000, 100_000), moved(10_000, 100_000_000, {done: true})])

      assert.deepEqual(lines, ['✔ import  100.0 MB  10 s  10.0 MB/s'])
    })
  })
})
