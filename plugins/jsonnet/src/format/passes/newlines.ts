import {endingLine, hasLine} from '../fodder.js'
import {first, firstOfItem, firstOfMember} from '../first.js'
import type {Lexeme, List, Node} from '../tree.js'

/** Where one part of a structure begins a line, the others do too. */
export function breakLines(nodes: readonly Node[]): void {
  for (const node of nodes) breakLinesOf(node)
}

function breakLinesOf(node: Node): void {
  switch (node.type) {
    case 'array': {
      const members = node.members.map(({value}) => first(value))
      return together([...members, ...node.specs.map(({keyword}) => keyword), node.close])
    }
    case 'object':
      for (const member of node.members) {
        if (member.kind === 'field' && member.params) breakLinesOfList(member.params)
        if (member.kind === 'local' && member.bind.params) breakLinesOfList(member.bind.params)
      }
      return together([...node.members.map(firstOfMember), ...node.specs.map(({keyword}) => keyword), node.close])
    case 'parens':
      return together([first(node.inner), node.close])
    case 'local':
      for (const {params} of node.binds) if (params) breakLinesOfList(params)
      // The first may follow its keyword.
      return together(
        node.binds.map(({name}) => name),
        node.binds.slice(1).map(({name}) => name),
      )
    case 'apply':
    case 'function':
      return breakLinesOfList(node.list)
    default:
  }
}

/** Within parentheses the items go together, and so do the first with the closing one. */
function breakLinesOfList({items, close}: List): void {
  together(items.slice(1).map(firstOfItem))
  if (items.length > 0) together([firstOfItem(items[0]!), close])
}

function together(lexemes: readonly Lexeme[], broken = lexemes): void {
  if (!lexemes.some(({fodder}) => hasLine(fodder))) return
  for (const lexeme of broken) lexeme.fodder = endingLine(lexeme.fodder)
}
