import assert from 'node:assert/strict'

import fc from 'fast-check'

import {type Block, fillParts} from './fill-parts.js'
import {depthOf} from './markdown-depth.fixture.js'

const item = (text: string) => ({text, changes: true})

describe('the parts of a comment', () => {
  it('close what is open at their end, and open it again in the next one', () => {
    const block = {summary: 'server', items: [item('+ a'.repeat(20)), item('+ b'.repeat(20))]}

    const {parts, leftOut} = fillParts([block], [180, 180])

    assert.deepEqual(parts, [
      `<details><summary>server</summary>\n\n\`\`\`diff\n${'+ a'.repeat(20)}\n\`\`\`\n\n</details>`,
      `<details><summary>server (continued)</summary>\n\n\`\`\`diff\n${'+ b'.repeat(20)}\n\`\`\`\n\n</details>`,
    ])
    assert.equal(leftOut, 0)
  })

  it('count what none of them has room for', () => {
    const items = ['a', 'b', 'c', 'd'].map((letter) => item(letter.repeat(60)))

    const {parts, leftOut} = fillParts([{summary: 's', items}], [150, 150])

    assert.equal(parts.length, 2)
    assert.equal(leftOut, 2)
  })

  it('are one, and empty, where there is nothing to tell', () => {
    assert.deepEqual(fillParts([], [100]), {parts: [''], leftOut: 0})
  })

  const text = fc.stringMatching(/^[ +\-!`a-z<>/\n]{0,40}$/)
  const block = fc.record({
    summary: fc.stringMatching(/^[a-z]{1,20}$/),
    items: fc.array(fc.record({text, changes: fc.boolean()}), {maxLength: 30}),
  })

  it('are never larger than their room, whole, and lose no change', () => {
    fc.assert(
      fc.property(fc.array(block, {maxLength: 8}), fc.integer({min: 400, max: 2000}), (blocks: Block[], room) => {
        const rooms = [room, room * 2, room]

        const {parts, leftOut} = fillParts(blocks, rooms)

        assert.ok(parts.length <= rooms.length)
        for (const [index, part] of parts.entries()) {
          assert.ok(part.length <= (rooms[index] ?? 0), `${part.length} of ${rooms[index]}`)
          assert.equal(depthOf(part), 0)
        }
        const changes = blocks.flatMap(({items}) => items.filter((one) => one.changes)).length
        assert.ok(leftOut <= changes)
        if (leftOut === 0) {
          const told = parts.join('\n')
          for (const {items} of blocks) for (const {text} of items) assert.ok(told.includes(text.split('\n')[0] ?? ''))
        }
      }),
    )
  })
})
