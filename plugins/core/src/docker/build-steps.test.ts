import assert from 'node:assert/strict'

import type {ImageProgress} from '../events.js'
import {createSecrets} from '../secrets/secrets.js'
import type {Vertex} from './buildkit-trace.js'
import {createBuildSteps} from './build-steps.js'

function follow() {
  const told: ImageProgress[] = []
  return {told, steps: createBuildSteps((progress) => told.push(progress), createSecrets())}
}

function vertex(fields: Partial<Vertex>): Vertex {
  return {digest: 'a', name: '[2/2] RUN make', cached: false, error: '', ...fields}
}

function log(text: string, stream = 1) {
  return {vertex: 'a', stream, bytes: Buffer.from(text)}
}

describe('build steps', () => {
  it('tells a step once when it starts and once when it ends, with its duration', () => {
    const {told, steps} = follow()

    steps.take({vertexes: [vertex({})], logs: []})
    steps.take({vertexes: [vertex({started: 1000})], logs: []})
    steps.take({vertexes: [vertex({started: 1000})], logs: []})
    steps.take({vertexes: [vertex({started: 1000, completed: 1250})], logs: []})
    steps.take({vertexes: [vertex({started: 1000, completed: 1250})], logs: []})

    assert.deepEqual(told, [
      {phase: 'build', step: '[2/2] RUN make', state: 'started'},
      {phase: 'build', step: '[2/2] RUN make', state: 'finished', ms: 250},
    ])
  })

  it('tells what a step printed before its end, stdout and stderr each in whole lines', () => {
    const {told, steps} = follow()

    steps.take({vertexes: [vertex({started: 1})], logs: [log('out'), log('err', 2)]})
    steps.take({vertexes: [vertex({started: 1, completed: 2})], logs: [log('put\n'), log('or\nrest', 2)]})

    assert.deepEqual(
      told.map((progress) => (progress.phase === 'log' ? progress.line : progress.phase === 'build' && progress.state)),
      ['started', 'output', 'error', 'rest', 'finished'],
    )
  })

  it('remembers the step that failed first with its last 20 lines, not those that were cancelled for it', () => {
    const {told, steps} = follow()
    const lines = Array.from({length: 30}, (_, index) => `line ${index + 1}`)

    steps.take({vertexes: [vertex({started: 1}), vertex({digest: 'b', name: '[other 1/1]', started: 1})], logs: []})
    steps.take({vertexes: [], logs: [log(`${lines.join('\n')}\n`)]})
    steps.take({
      vertexes: [vertex({digest: 'b', name: '[other 1/1]', completed: 2, error: 'context canceled'})],
      logs: [],
    })
    steps.take({vertexes: [vertex({started: 1, completed: 2, error: 'exit code: 2'})], logs: []})

    assert.deepEqual(steps.failed, {name: '[2/2] RUN make', error: 'exit code: 2', log: lines.slice(10)})
    assert.deepEqual(
      told.flatMap((progress) => (progress.phase === 'build' && progress.state !== 'started' ? [progress] : [])),
      [{phase: 'build', step: '[2/2] RUN make', state: 'failed', ms: 1}],
    )
  })

  it("keeps BuildKit's own steps to itself, unless one fails", () => {
    const {told, steps} = follow()
    const name = '[internal] load metadata for docker.io/library/none:1'

    steps.take({
      vertexes: [vertex({name, started: 1}), vertex({digest: 'b', name: 'copy /context /', started: 1})],
      logs: [],
    })
    steps.take({vertexes: [vertex({name, started: 1, completed: 2, error: 'not found'})], logs: []})

    assert.deepEqual(told, [])
    assert.equal(steps.failed?.name, name)
  })
})
