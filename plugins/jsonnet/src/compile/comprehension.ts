import type {ArrayComprehension, ComprehensionSpec, ObjectComprehension} from '../syntax/ast.js'
import type {Span} from '../location.js'
import type {Emitter} from './emitter.js'
import {compileStrict} from './expression.js'
import {compileLazy} from './lazy.js'
import {compileName, compileObjectCode} from './object.js'
import {Op} from './op.js'
import {Scope} from './scope.js'

/** The loops run now; the elements wait, each in the frame of its iteration. */
export function compileArrayComprehension(emitter: Emitter, node: ArrayComprehension): void {
  emitter.emit(Op.NEW_ARRAY)
  compileLoops(emitter, node.specs, loopScopes(emitter, node.specs), node, (loops) => {
    compileLazy(emitter, node.body, 'array_element')
    emitter.emit(Op.APPEND, loops)
  })
}

/** The names are evaluated now; each body has the frame of its iteration around its object's. */
export function compileObjectComprehension(emitter: Emitter, node: ObjectComprehension): void {
  const {scope} = emitter
  const scopes = loopScopes(emitter, node.specs)
  // The body comes first, so that of several faults the one is told that C++ tells.
  emitter.scope = scopes.at(-1) ?? scope
  const members = {locals: node.locals, fields: [node.field], asserts: []}
  const code = compileObjectCode(emitter, members, () => undefined, true)
  emitter.scope = scope
  emitter.emit(Op.NEW_FIELDS)
  compileLoops(emitter, node.specs, scopes, node, (loops) => {
    compileName(emitter, node.field.name)
    emitter.emitAt(node, Op.ADD_FIELD, loops)
  })
  emitter.emit(Op.OBJECT_OF_FIELDS, emitter.constant(code))
}

/** The scope of each `for`, within those before it. */
function loopScopes(emitter: Emitter, specs: readonly ComprehensionSpec[]): Scope[] {
  let outer = emitter.scope
  return specs.flatMap((spec) => {
    if (spec.kind === 'if') return []
    outer = new Scope({kind: 'code', size: 1}, outer)
    outer.declare(spec.name)
    return [outer]
  })
}

function compileLoops(
  emitter: Emitter,
  specs: readonly ComprehensionSpec[],
  scopes: readonly Scope[],
  span: Span,
  innermost: (loops: number) => void,
  loops = 0,
): void {
  const [spec, ...rest] = specs
  if (!spec) {
    innermost(loops)
    return
  }
  compileStrict(emitter, spec.value)
  if (spec.kind === 'if') {
    const skip = emitter.jump(Op.UNLESS, span)
    compileLoops(emitter, rest, scopes, span, innermost, loops)
    emitter.land(skip)
    return
  }
  const outer = emitter.scope
  const scope = scopes[loops]!
  emitter.emitAt(span, Op.LOOP)
  const start = emitter.here
  emitter.emit(Op.NEXT, emitter.constant(scope.layout), -1)
  const exit = emitter.here - 1
  emitter.scope = scope
  compileLoops(emitter, rest, scopes, span, innermost, loops + 1)
  emitter.scope = outer
  emitter.emit(Op.REPEAT, start)
  emitter.land(exit)
}
