import {partsOf, type Part} from './parts.js'
import type {Lexeme, Node, Program} from './tree.js'

/** What passes look at. It stays as it is while they change a program: what they remove has nothing before it any more. */
export interface Survey {
  /** An outer expression before what is in it. */
  readonly nodes: readonly Node[]
  /** In the order of the source, the end of file last. */
  readonly lexemes: readonly Lexeme[]
}

/** It takes no stack: a chain may be of any length. */
export function survey({body, end}: Program): Survey {
  const nodes: Node[] = []
  const lexemes: Lexeme[] = []
  const waiting: Part[] = [body]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (!('type' in part)) {
      lexemes.push(part)
      continue
    }
    if (part.type !== 'computed') nodes.push(part)
    const parts = partsOf(part)
    for (let at = parts.length - 1; at >= 0; at--) {
      const inner = parts[at]
      if (inner) waiting.push(inner)
    }
  }
  return {nodes, lexemes: [...lexemes, end]}
}
