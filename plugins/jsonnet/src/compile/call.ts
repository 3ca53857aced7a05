import type {Apply} from '../syntax/ast.js'
import {Builtin} from '../std/builtin.js'
import type {Emitter} from './emitter.js'
import {compileStrict} from './expression.js'
import {compileLazy} from './lazy.js'
import {Op} from './op.js'
import {stdMember} from './std-access.js'

/** Writes a call; the function is on the stack already, except where it is one of the standard library. */
export function compileCall(emitter: Emitter, node: Apply): void {
  const {args, tailstrict} = node
  const member = stdMember(emitter, node.target)
  const names = args.flatMap(({name}) => name ?? [])
  if (member instanceof Builtin && member.eager && names.length === 0 && member.accepts(args.length)) {
    args.forEach(({value}, index) => {
      const from = emitter.here
      compileStrict(emitter, value)
      if (emitter.here > from + 2) emitter.unit.calls.push({from, to: emitter.here, span: node})
      if (member.checks[index]) emitter.emitAt(node, Op.CHECK, emitter.constant(member), index)
    })
    emitter.emitAt(node, Op.BUILTIN, emitter.constant(member), args.length)
    return
  }
  if (member !== undefined) emitter.emit(Op.CONSTANT, emitter.constant(member))
  for (const {value} of args) compileLazy(emitter, value, null)
  const strict = tailstrict ? 1 : 0
  if (names.length === 0) emitter.emitAt(node, Op.CALL, args.length, strict)
  else emitter.emitAt(node, Op.CALL_NAMED, emitter.constant(names), args.length, strict)
}
