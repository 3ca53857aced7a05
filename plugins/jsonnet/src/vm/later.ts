import {Op} from '../compile/op.js'
import {Unit} from '../compile/unit.js'
import {frameOfCall} from './arguments.js'
import {Call, type Demand} from './demand.js'
import {Thunk} from './thunk.js'
import {Closure, type Func, type Lazy} from './value.js'

const LATER = new Unit({path: ''}, {begin: 0, end: 0})
LATER.code.push(Op.LATER, Op.RETURN)

/** A thunk of a native function: it asks for `demand` when it is needed. */
export function later(demand: () => Demand, name: string | null = 'array_element'): Thunk {
  return new Thunk(LATER, [null, demand], name)
}

/** A call that is made when its result is needed. */
export function callLater(func: Func, args: Lazy[]): Thunk {
  // As in C++, the body is the element's own: it is no call of its own in a stack trace.
  if (func instanceof Closure)
    return new Thunk(func.code.body, frameOfCall(func, args, 0, args.length), 'array_element')
  return later(() => new Call(func, args))
}
