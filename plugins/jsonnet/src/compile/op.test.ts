import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import {Op} from './op.js'

describe('the instructions', () => {
  // Literal numbers let the engine jump to them; a name alone would be compared one after the other.
  it('have the numbers that the machine writes before their names', () => {
    const sources = ['run', 'operate'].map((file) => {
      return readFileSync(join(import.meta.dirname, '..', '..', 'src', 'vm', `${file}.ts`), 'utf8')
    })

    const named = sources.flatMap((source) => [...source.matchAll(/(\d+) \/\* ([A-Z_]+) \*\//g)])

    assert.ok(named.length > 30)
    for (const [, number, name] of named) assert.equal(Op[name as keyof typeof Op], Number(number), name)
  })
})
