import type {Bind, Chain, Computed, Lexeme, List, Member, Node, Spec} from './tree.js'

/** A token or an expression. */
export type Part = Lexeme | Node | Computed

type Parts = readonly (Part | undefined)[]

/** What a node consists of, in the order of the source. */
export function partsOf(node: Node | Computed): Parts {
  switch (node.type) {
    case 'leaf':
    case 'string':
      return [node.lexeme]
    case 'prefix':
      return [node.keyword, node.operand]
    case 'unary':
      return [node.operator, node.operand]
    case 'parens':
    case 'computed':
      return [node.open, node.inner, node.close]
    case 'array': {
      const members = node.members.flatMap(({value, comma}) => [value, comma])
      return [node.open, ...members, ...node.specs.flatMap(partsOfSpec), node.close]
    }
    case 'object':
      return [node.open, ...node.members.flatMap(partsOfMember), ...node.specs.flatMap(partsOfSpec), node.close]
    case 'local':
      return [node.keyword, ...node.binds.flatMap((bind) => [...partsOfBind(bind), bind.delimiter]), node.body]
    case 'function':
      return [node.keyword, ...partsOfList(node.list), node.body]
    case 'conditional':
      return [node.if, node.condition, node.then, node.whenTrue, node.else?.keyword, node.else?.value]
    case 'assert':
      return [node.keyword, node.condition, node.colon, node.message, node.semicolon, node.rest]
    default:
      return [node.left, ...partsOfRest(node)]
  }
}

function partsOfRest(node: Chain): Parts {
  switch (node.type) {
    case 'binary':
      return [node.operator, node.right]
    case 'in-super':
      return [node.in, node.super]
    case 'index':
      return 'inner' in node.key ? [node.open, node.key.inner, node.key.close] : [node.open, node.key]
    case 'slice':
      return [node.open, node.from, node.colon, node.to, node.stepColon, node.step, node.close]
    case 'apply':
      return [...partsOfList(node.list), node.tailstrict]
  }
}

function partsOfMember(member: Member): Parts {
  switch (member.kind) {
    case 'field': {
      const {name, params, operator, value, comma} = member
      return [name, ...(params ? partsOfList(params) : []), operator, value, comma]
    }
    case 'local':
      return [member.keyword, ...partsOfBind(member.bind), member.comma]
    case 'assert':
      return [member.keyword, member.condition, member.colon, member.message, member.comma]
  }
}

function partsOfBind({name, params, equals, value}: Bind): Parts {
  return [name, ...(params ? partsOfList(params) : []), equals, value]
}

function partsOfList({open, items, close}: List): Parts {
  return [open, ...items.flatMap(({name, equals, value, comma}) => [name, equals, value, comma]), close]
}

function partsOfSpec(spec: Spec): Parts {
  return spec.kind === 'for' ? [spec.keyword, spec.name, spec.in, spec.value] : [spec.keyword, spec.value]
}
