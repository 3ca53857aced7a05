import assert from 'node:assert/strict'

import fc from 'fast-check'

import type {Diagram} from './diagram-result.js'
import {drawDiagram} from './draw-diagram.js'
import {PLACE, substation} from './substation.fixture.js'
import {toMermaid} from './to-mermaid.js'

const TEXT = '"(?:[\\p{L}\\p{N} _.,:/@+()=-]|#\\d+;|<br/>)*"'
/** The part of Mermaid's flowchart grammar that is used: quoted texts alone, entity codes in them. */
const LINES = [
  `\\w+(?:\\[${TEXT}\\]|\\[\\(${TEXT}\\)\\]|\\{\\{${TEXT}\\}\\}|\\[/${TEXT}/\\]|\\(\\[${TEXT}\\]\\))`,
  `subgraph \\w+\\[${TEXT}\\]`,
  'end',
  `\\w+ -->(?:\\|${TEXT}\\|)? \\w+`,
].map((line) => new RegExp(`^ +${line}$`, 'u'))

describe('Mermaid', () => {
  it('has boxes in their groups, then the arrows', () => {
    const diagram: Diagram = {
      nodes: [
        {id: 'a_Bucket', kind: 'bucket', label: 'files', part: 'a', group: 'part__a'},
        {id: 'a_Queue', kind: 'queue', label: 'jobs', part: 'a', group: 'part__a'},
        {id: 'b_Nat', kind: 'nat', label: 'NAT gateway', part: 'b'},
      ],
      edges: [
        {from: 'a_Bucket', to: 'a_Queue', label: 'new objects'},
        {from: 'a_Queue', to: 'b_Nat', label: ''},
      ],
      groups: [{id: 'part__a', kind: 'part', label: 'a'}],
      leftOut: [],
    }

    const text = toMermaid(diagram)

    assert.equal(
      text,
      `flowchart LR
  b_Nat(["NAT gateway"])
  subgraph part__a["a"]
    a_Bucket[("files<br/>S3 bucket")]
    a_Queue[/"jobs<br/>SQS queue"/]
  end
  a_Bucket -->|"new objects"| a_Queue
  a_Queue --> b_Nat`,
    )
  })

  it('writes what Mermaid would read as its own by its number', () => {
    const node = {id: 'a_B', kind: 'other', label: 'say "hi" [now] <br/> `#1;` | {x}', part: 'a'} as const

    const [, line] = toMermaid({nodes: [node], edges: [], groups: [], leftOut: []}).split('\n')

    assert.equal(line, '  a_B["say #34;hi#34; #91;now#93; #60;br/#62; #96;#35;1#59;#96; #124; #123;x#125;<br/>Other"]')
  })

  it('is of its grammar, line by line, for Substation', () => {
    assertGrammar(drawDiagram(substation(), PLACE, {all: true}))
  })

  it('is of its grammar whatever the names are', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), fc.string(), (label, group) => {
        const node = {id: 'a_B', kind: 'function', label, part: 'a', group: 'part__a'} as const
        assertGrammar({
          nodes: [node],
          edges: [{from: 'a_B', to: 'a_B', label}],
          groups: [{id: 'part__a', kind: 'part', label: group}],
          leftOut: [],
        })
      }),
    )
  })
})

function assertGrammar(diagram: Diagram): void {
  const [first, ...lines] = toMermaid(diagram).split('\n')
  assert.equal(first, 'flowchart LR')
  for (const line of lines)
    assert.ok(
      LINES.some((pattern) => pattern.test(line)),
      line,
    )
  const count = (word: string) => lines.filter((line) => line.trim().startsWith(word)).length
  assert.equal(count('subgraph '), lines.filter((line) => line.trim() === 'end').length)
}
