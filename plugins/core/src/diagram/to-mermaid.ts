import type {Diagram, DiagramGroup, DiagramNode} from './diagram-result.js'
import {KINDS, type Shape} from './kinds.js'

/** Mermaid's `flowchart`: one line for each box and each arrow, boxes in their groups. The same diagram is the same text. */
export function toMermaid({nodes, edges, groups}: Diagram): string {
  const inside = (group: string | undefined, depth: number): string[] => {
    const indent = '  '.repeat(depth)
    return [
      ...nodes.filter((node) => node.group === group).map((node) => `${indent}${box(node)}`),
      ...groups
        .filter((one) => one.group === group)
        .flatMap((one) => [`${indent}${opening(one)}`, ...inside(one.id, depth + 1), `${indent}end`]),
    ]
  }
  const arrows = edges.map(({from, to, label}) => `  ${from} -->${label ? `|"${escaped(label)}"|` : ''} ${to}`)
  return [`flowchart LR`, ...inside(undefined, 1), ...arrows].join('\n')
}

const SHAPES: Readonly<Record<Shape, readonly [string, string]>> = {
  box: ['[', ']'],
  cylinder: ['[(', ')]'],
  hexagon: ['{{', '}}'],
  pipe: ['[/', '/]'],
  round: ['([', '])'],
}

function box({id, label, kind}: DiagramNode): string {
  const {title, shape} = KINDS[kind]
  const [open, close] = SHAPES[shape]
  return `${id}${open}"${escaped(label)}${label === title ? '' : `<br/>${title}`}"${close}`
}

function opening({id, label}: DiagramGroup): string {
  return `subgraph ${id}["${escaped(label)}"]`
}

/** Mermaid reads entity codes in a quoted text (`#35;`), and Markdown in one with back quotes. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} _.,:/@+()=-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`)
}
