import assert from 'node:assert/strict'

import type {Graph} from './graph.js'
import {runGraph} from './run-graph.js'
import {RecordingHost} from './testing/recording-host.js'

function graph(edges: Record<string, string[]>): Graph {
  return new Map(
    Object.entries(edges).map(([name, needs]) => [
      `stack ${name}`,
      {ref: {kind: 'stack', name}, needs: needs.map((need) => `stack ${need}`)},
    ]),
  )
}

const idle = new AbortController().signal
const tick = () => new Promise((resolve) => setImmediate(resolve))

describe('runGraph', () => {
  it('runs independent nodes side by side, and a node only after all that it needs', async () => {
    const log: string[] = []
    const work = async ({ref: {name}}: {ref: {name: string}}) => {
      log.push(`+${name}`)
      await tick()
      log.push(`-${name}`)
    }

    await runGraph(graph({a: [], b: [], c: ['a', 'b']}), work, {host: new RecordingHost(), signal: idle, leave: idle})

    assert.deepEqual(log, ['+a', '+b', '-a', '-b', '+c', '-c'])
  })

  it('starts nothing after a failure, lets what runs come to its end, then throws the first failure', async () => {
    const host = new RecordingHost()
    const ended: string[] = []
    const work = async ({ref: {name}}: {ref: {name: string}}) => {
      if (name === 'a') throw new Error('a broke')
      await tick()
      ended.push(name)
    }

    const run = runGraph(graph({a: [], b: [], c: ['a'], d: ['b']}), work, {host, signal: idle, leave: idle})

    await assert.rejects(run, /a broke/)
    assert.deepEqual(ended, ['b'])
    assert.deepEqual(
      host.of('node.skipped').map(({node, because}) => `${node.name}: ${because}`),
      ['c: stack a', 'd: stack a'],
    )
  })

  it('never starts another node after the signal', async () => {
    const controller = new AbortController()
    const started: string[] = []
    const work = async ({ref: {name}}: {ref: {name: string}}) => {
      started.push(name)
      controller.abort('SIGTERM')
    }

    const run = runGraph(graph({a: [], b: ['a']}), work, {
      host: new RecordingHost(),
      signal: controller.signal,
      leave: idle,
    })

    await assert.rejects(run, {code: 'CANCELLED', details: {signal: 'SIGTERM'}})
    assert.deepEqual(started, ['a'])
  })

  it('tells what an abort has interrupted from what has failed', async () => {
    const controller = new AbortController()
    const host = new RecordingHost()
    const work = async () => {
      controller.abort('SIGINT')
      throw new Error('aborted')
    }

    await assert.rejects(runGraph(graph({a: [], b: ['a']}), work, {host, signal: controller.signal, leave: idle}), {
      code: 'CANCELLED',
    })

    assert.deepEqual(
      host.events.map(({type}) => type),
      ['node.cancelled', 'node.skipped'],
    )
    assert.equal(host.of('node.skipped')[0]?.because, 'cancelled')
  })

  it('takes what lies outside of the graph for done', async () => {
    const started: string[] = []

    await runGraph(graph({b: ['outside']}), async ({ref}) => void started.push(ref.name), {
      host: new RecordingHost(),
      signal: idle,
      leave: idle,
    })

    assert.deepEqual(started, ['b'])
  })
})
