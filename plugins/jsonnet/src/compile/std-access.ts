import {stdConstant} from '../std/registry.js'
import type {Node, Slice} from '../syntax/ast.js'
import type {Value} from '../vm/value.js'
import type {Emitter} from './emitter.js'
import {compileLazy} from './lazy.js'
import {Op} from './op.js'

/** The value of `std.name` where `std` is the standard library; undefined for every other expression. */
export function stdMember(emitter: Emitter, node: Node): Exclude<Value, null> | undefined {
  if (node.type !== 'index' || typeof node.index !== 'string' || node.target.type !== 'var') return undefined
  if (node.target.name !== 'std' || emitter.scope.find('std')) return undefined
  return node.index === 'thisFile' ? emitter.unit.file.path : stdConstant(node.index)
}

export function compileSlice(emitter: Emitter, node: Slice): void {
  const bounds = {index: node.from, end: node.to, step: node.step}
  for (const [name, bound] of Object.entries(bounds)) {
    if (bound) compileLazy(emitter, bound, name)
    else emitter.emit(Op.CONSTANT, emitter.constant(null))
  }
  emitter.emitAt(node, Op.BUILTIN, emitter.constant(stdConstant('slice')), 4)
}
