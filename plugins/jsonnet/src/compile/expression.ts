import type {Node} from '../syntax/ast.js'
import {compileBinary} from './binary.js'
import {compileCall} from './call.js'
import {compileArrayComprehension, compileObjectComprehension} from './comprehension.js'
import type {Emitter} from './emitter.js'
import {compileLazy} from './lazy.js'
import {compileFunction} from './function.js'
import {compileObject} from './object.js'
import {Op, UNARY_OPERATORS} from './op.js'
import {Scope} from './scope.js'
import {compileSlice, stdMember} from './std-access.js'

/**
 * Writes code that pushes the value of an expression. In tail position the unit ends with it. Chains to the left, such as
 * `a + b + c` or `a.b.c`, take no stack.
 */
export function compileStrict(emitter: Emitter, node: Node, tail = false): void {
  const chain: Node[] = []
  let first = node
  for (let left = leftOf(emitter, first); left; left = leftOf(emitter, first)) {
    chain.push(first)
    first = left
  }
  const ended = compileFirst(emitter, first, tail && chain.length === 0)
  for (const link of chain.reverse()) compileLink(emitter, link)
  if (tail && !ended) emitter.emit(Op.RETURN)
}

/** What an expression evaluates first. */
function leftOf(emitter: Emitter, node: Node): Node | undefined {
  switch (node.type) {
    case 'parens':
      return node.inner
    case 'binary':
    case 'apply-brace':
      return node.left
    case 'index':
      return stdMember(emitter, node) === undefined ? node.target : undefined
    case 'apply':
      return stdMember(emitter, node.target) === undefined ? node.target : undefined
    case 'slice':
      return node.target
    case 'in-super':
      return node.element
    default:
      return undefined
  }
}

/** Writes an expression that has nothing to its left; true where it has ended the unit. */
function compileFirst(emitter: Emitter, node: Node, tail: boolean): boolean {
  switch (node.type) {
    case 'literal':
      if (typeof node.value === 'number' && !Number.isFinite(node.value)) {
        emitter.emitAt(node, Op.CONSTANT, emitter.constant(1e308))
        emitter.emitAt(node, Op.CONSTANT, emitter.constant(10))
        emitter.emitAt(node, Op.MULTIPLY)
      } else emitter.emit(Op.CONSTANT, emitter.constant(node.value))
      return false
    case 'string':
      emitter.emit(Op.CONSTANT, emitter.constant(node.value))
      return false
    case 'var':
      compileVariable(emitter, node.name, node)
      return false
    case 'self':
      emitter.emit(Op.SELF, emitter.objectHops(node, 'self'))
      return false
    case 'dollar':
      emitter.emit(Op.SELF, emitter.objectHops(node, '$'))
      return false
    case 'index':
      emitter.emit(Op.CONSTANT, emitter.constant(stdMember(emitter, node)))
      return false
    case 'apply':
      compileCall(emitter, node)
      return false
    case 'array':
      compileArray(emitter, node.elements)
      return false
    case 'array-comprehension':
      compileArrayComprehension(emitter, node)
      return false
    case 'object':
      compileObject(emitter, node)
      return false
    case 'object-comprehension':
      compileObjectComprehension(emitter, node)
      return false
    case 'function':
      emitter.emit(Op.CLOSURE, emitter.constant(compileFunction(emitter, node)))
      return false
    case 'import':
      emitter.emitAt(
        node,
        Op.IMPORT,
        ['import', 'importstr', 'importbin'].indexOf(node.as),
        emitter.constant(node.path),
      )
      return false
    case 'unary':
      compileStrict(emitter, node.operand)
      emitter.emitAt(node, Op.UNARY, UNARY_OPERATORS.indexOf(node.operator))
      return false
    case 'error':
      compileStrict(emitter, node.value)
      emitter.emitAt(node, Op.ERROR)
      return false
    case 'super-index': {
      const hops = emitter.objectHops(node, 'super')
      if (typeof node.index === 'string') emitter.emit(Op.CONSTANT, emitter.constant(node.index))
      else compileStrict(emitter, node.index)
      emitter.emitAt(node, Op.SUPER, hops)
      return false
    }
    case 'local':
      compileLocal(emitter, node.binds, () => compileStrict(emitter, node.body, tail))
      return tail
    case 'conditional':
      compileConditional(
        emitter,
        node.condition,
        node,
        tail,
        () => compileStrict(emitter, node.then, tail),
        () => {
          if (node.otherwise) compileStrict(emitter, node.otherwise, tail)
          else {
            emitter.emit(Op.CONSTANT, emitter.constant(null))
            if (tail) emitter.emit(Op.RETURN)
          }
        },
      )
      return tail
    case 'assert':
      compileConditional(
        emitter,
        node.condition,
        node,
        tail,
        () => compileStrict(emitter, node.rest, tail),
        () => {
          if (node.message) compileStrict(emitter, node.message)
          else emitter.emit(Op.CONSTANT, emitter.constant('Assertion failed.'))
          emitter.emitAt(node, Op.ERROR)
        },
      )
      return tail
    default:
      throw new Error(`no first expression: ${node.type}`)
  }
}

/** Writes what is done to the value that is on the stack. */
function compileLink(emitter: Emitter, node: Node): void {
  switch (node.type) {
    case 'parens':
      break
    case 'binary':
      compileBinary(emitter, node)
      break
    case 'apply-brace':
      compileStrict(emitter, node.right)
      emitter.emitAt(node, Op.ADD)
      break
    case 'index':
      if (typeof node.index === 'string') {
        emitter.emitAt(node, Op.FIELD, emitter.constant(node.index))
      } else {
        compileStrict(emitter, node.index)
        emitter.emitAt(node, Op.INDEX)
      }
      break
    case 'apply':
      compileCall(emitter, node)
      break
    case 'slice':
      compileSlice(emitter, node)
      break
    case 'in-super':
      emitter.emitAt(node, Op.IN_SUPER, emitter.objectHops(node, 'super'))
      break
    default:
      throw new Error(`no link: ${node.type}`)
  }
}

function compileVariable(emitter: Emitter, name: string, node: Node): void {
  if (name === 'std' && !emitter.scope.find('std')) {
    emitter.emit(Op.STD)
    return
  }
  const {hops, slot} = emitter.variable(name, node)
  if (hops === 0) emitter.emitAt(node, Op.VARIABLE, slot)
  else emitter.emitAt(node, Op.OUTER, hops, slot)
}

function compileArray(emitter: Emitter, elements: readonly Node[]): void {
  for (const element of elements) compileLazy(emitter, element, 'array_element')
  emitter.emit(Op.ARRAY, elements.length)
}

/** Declares and stores the variables, and writes what follows in their scope. */
function compileLocal(emitter: Emitter, binds: readonly {name: string; body: Node}[], body: () => void): void {
  const outer = emitter.scope
  emitter.scope = new Scope(outer.layout, outer)
  const slots = binds.map(({name}) => emitter.scope.declare(name))
  binds.forEach((bind, index) => {
    compileLazy(emitter, bind.body, bind.name)
    emitter.emit(Op.STORE, slots[index]!)
  })
  body()
  emitter.scope = outer
}

function compileConditional(
  emitter: Emitter,
  condition: Node,
  node: Node,
  tail: boolean,
  then: () => void,
  otherwise: () => void,
): void {
  compileStrict(emitter, condition)
  const unless = emitter.jump(Op.UNLESS, node)
  then()
  const end = tail ? [] : [emitter.jump(Op.JUMP)]
  emitter.land(unless)
  otherwise()
  emitter.land(...end)
}
