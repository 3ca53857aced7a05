import type {Node} from '../syntax/ast.js'
import type {Emitter} from './emitter.js'
import {compileStrict} from './expression.js'
import {compileFunction} from './function.js'
import {compileObject, hasStaticNames} from './object.js'
import {Op} from './op.js'
import type {Scope} from './scope.js'
import {stdMember} from './std-access.js'
import type {Unit} from './unit.js'

/** A thunk, and what a stack trace calls it. */
export interface NamedUnit {
  readonly unit: Unit
  readonly name: string | null
}

/**
 * Writes code that pushes an expression without evaluating it. What has nothing to evaluate is pushed as its value.
 * `name` is what a stack trace calls it; null leaves the name to the call that it is an argument of.
 */
export function compileLazy(emitter: Emitter, node: Node, name: string | null): void {
  const member = stdMember(emitter, node)
  if (member !== undefined) {
    emitter.emit(Op.CONSTANT, emitter.constant(member))
    return
  }
  switch (node.type) {
    case 'parens':
      compileLazy(emitter, node.inner, name)
      return
    case 'literal':
      if (typeof node.value !== 'number' || Number.isFinite(node.value)) {
        emitter.emit(Op.CONSTANT, emitter.constant(node.value))
        return
      }
      break
    case 'string':
      emitter.emit(Op.CONSTANT, emitter.constant(node.value))
      return
    case 'self':
      emitter.emit(Op.SELF, emitter.objectHops(node, 'self'))
      return
    case 'dollar':
      emitter.emit(Op.SELF, emitter.objectHops(node, '$'))
      return
    case 'function':
      emitter.emit(Op.CLOSURE, emitter.constant(compileFunction(emitter, node)))
      return
    case 'var':
      if (node.name === 'std' && !emitter.scope.find('std')) emitter.emit(Op.STD)
      else {
        const {hops, slot} = emitter.variable(node.name, node)
        emitter.emit(Op.PASS, hops, slot, emitter.constant({unit: compileUnit(emitter, node), name}))
      }
      return
    case 'object':
      if (hasStaticNames(node)) {
        compileObject(emitter, node)
        return
      }
      break
    case 'array':
      for (const element of node.elements) compileLazy(emitter, element, 'array_element')
      emitter.emit(Op.ARRAY, node.elements.length)
      return
    default:
  }
  emitter.emit(Op.THUNK, emitter.constant({unit: compileUnit(emitter, node), name}))
}

/** The unit of an expression that is evaluated in the frame of `scope`. */
export function compileUnit(emitter: Emitter, node: Node, scope: Scope = emitter.scope): Unit {
  let inner = node
  while (inner.type === 'parens') inner = inner.inner
  const nested = emitter.nested(inner, scope)
  compileStrict(nested, inner, true)
  const {unit} = nested
  if (inner.type === 'string') unit.constant = inner.value
  if (inner.type === 'literal' && (typeof inner.value !== 'number' || Number.isFinite(inner.value))) {
    unit.constant = inner.value
  }
  return unit
}
