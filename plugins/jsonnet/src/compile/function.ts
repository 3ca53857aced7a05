import {SourceFault} from '../errors.js'
import type {FunctionLiteral} from '../syntax/ast.js'
import type {Emitter} from './emitter.js'
import {compileUnit} from './lazy.js'
import {Scope} from './scope.js'
import type {FunctionCode, Layout} from './unit.js'

/** A frame of a function holds its parameters first. */
export function compileFunction(emitter: Emitter, node: FunctionLiteral): FunctionCode {
  const layout: Layout = {kind: 'code', size: 1}
  const scope = new Scope(layout, emitter.scope)
  for (const {name} of node.parameters) {
    if (scope.find(name)?.hops === 0) throw new SourceFault(`Duplicate function parameter: ${name}`, node)
    scope.declare(name)
  }
  const body = compileUnit(emitter, node.body, scope)
  const defaults = node.parameters.map(({value}) => value && compileUnit(emitter, value, scope))
  return {names: node.parameters.map(({name}) => name), defaults, layout, body}
}
