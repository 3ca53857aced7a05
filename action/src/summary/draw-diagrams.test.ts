import assert from 'node:assert/strict'

import {commandRun, plan} from '../testing/sample-run.fixture.js'
import {drawDiagrams} from './draw-diagrams.js'

const flowchart = 'flowchart LR\n  a["A"]\n  a --> a'

describe('drawDiagrams', () => {
  it('draws each app and stage once, with its last command', async () => {
    const [first, second] = [
      commandRun({plan, draw: async () => flowchart}),
      commandRun({plan, draw: async () => flowchart}),
    ]

    const drawn = await drawDiagrams({commands: [first, second]})

    assert.deepEqual([...drawn], [[second, flowchart]])
  })

  it('has none of what GitHub does not draw, of what cannot be drawn, and of a command that only looks', async () => {
    const commands = [
      commandRun({stage: 'a', plan, draw: async () => flowchart + '\n  a --> a'.repeat(501)}),
      commandRun({stage: 'b', plan, draw: async () => flowchart + ' '.repeat(50_000)}),
      commandRun({stage: 'c', plan, draw: () => Promise.reject(new Error('no'))}),
      commandRun({stage: 'd', draw: async () => flowchart}),
      commandRun({stage: 'e', plan, draw: async () => 'flowchart LR'}),
    ]

    assert.equal((await drawDiagrams({commands})).size, 0)
  })
})
