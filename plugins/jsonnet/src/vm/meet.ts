import {Builtin} from '../std/builtin.js'
import {Fault} from '../errors.js'
import {argumentsOf, frameOfCall} from './arguments.js'
import {Call, type Demand, FieldOf, RunAsserts, SubSteps, FramedCall} from './demand.js'
import {bodyOf, frameOf, valueNow} from './fields.js'
import {ARGUMENTS, ASSERTS, CALL, ENTRY, FIELD, type Frame, STEPS, TAIL_ARGUMENTS, THUNK} from './frame.js'
import type {Machine} from './machine.js'
import type {Obj} from './object.js'
import {Thunk} from './thunk.js'
import type {Lazy, Value} from './value.js'

/** Code is to run: the machine's registers say which. */
const RUN = Symbol('run')
/** What the loop was entered for is on the stack. */
const END = Symbol('end')

type Next = Demand | typeof RUN | typeof END

/** Answers what the code in the machine's registers asked for, up to where code has to run; true where the program has ended. */
export function meet(machine: Machine, demand: Demand): boolean {
  let next: Next = demand
  for (;;) {
    if (next === RUN) return false
    if (next === END) return true
    next = begin(machine, next)
  }
}

function begin(machine: Machine, demand: Demand): Next {
  if (demand instanceof Thunk) {
    if (demand.unit === null) return deliver(machine, demand.value!)
    machine.push(THUNK).thunk = demand
    machine.enter(demand.unit, demand.env)
    return RUN
  }
  if (demand instanceof Call) return beginCall(machine, demand)
  if (demand instanceof FramedCall) {
    const {closure, callee, tailstrict} = demand
    const frame = machine.push(tailstrict ? TAIL_ARGUMENTS : CALL)
    frame.closure = closure
    if (!tailstrict) {
      machine.enter(closure.code.body, callee)
      return RUN
    }
    frame.callee = callee
    frame.index = 0
    return beginTailCall(machine, frame)
  }
  if (demand instanceof FieldOf) return beginField(machine, demand)
  if (demand instanceof RunAsserts) {
    if (demand.object.needsAsserts) return beginAsserts(machine, demand.object, demand)
    return deliver(machine, null)
  }
  if (demand instanceof SubSteps) {
    const frame = machine.push(STEPS)
    frame.steps = demand.steps
    frame.walk = demand.walk
    frame.builtin = null
    machine.unit = null
    return deliver(machine, null)
  }
  return deliver(machine, demand)
}

function beginCall(machine: Machine, {func, args, names}: Call): Next {
  if (func instanceof Builtin) return beginBuiltin(machine, func, argumentsOf(func, args, 0, args.length, names))
  const callee = frameOfCall(func, args, 0, args.length, names)
  machine.push(CALL).closure = func
  machine.enter(func.code.body, callee)
  return RUN
}

/** Calls a function with arguments that are in their places. */
function beginBuiltin(machine: Machine, builtin: Builtin, args: Lazy[]): Next {
  if (builtin.eager) {
    const waiting = settleArguments(builtin, args, 0)
    if (waiting < args.length) {
      const frame = machine.push(ARGUMENTS)
      frame.builtin = builtin
      frame.args = args
      frame.index = waiting
      machine.unit = null
      return args[waiting]!
    }
  }
  if (builtin.run) return deliver(machine, machine.meter.charged(builtin.run(args as Value[], machine)))
  const frame = machine.push(STEPS)
  frame.steps = builtin.steps!(args, machine)
  frame.walk = null
  frame.builtin = builtin
  machine.unit = null
  return deliver(machine, null)
}

/** Puts values in the place of thunks that have one, and checks them; the first argument that has none, from `from` on. */
function settleArguments({checks}: Builtin, args: Lazy[], from: number): number {
  for (let index = from; index < args.length; index++) {
    const argument = args[index]
    if (argument instanceof Thunk) {
      if (argument.unit !== null) return index
      args[index] = argument.value!
    }
    checks[index]?.(args[index] as Value)
  }
  return args.length
}

function beginField(machine: Machine, demand: FieldOf): Next {
  const {object, name, from} = demand
  if (from === 0 && object.needsAsserts) return beginAsserts(machine, object, demand)
  const at = object.find(name, from)
  if (at < 0) throw new Fault(`field does not exist: ${name}`)
  const part = object.part(at)
  const index = part.layer.shape.index.get(name)!
  const known = valueNow(part, index)
  if (known !== undefined) return begin(machine, known)
  const frame = machine.push(FIELD)
  frame.part = part
  frame.index = index
  machine.enter(part.layer.code!.bodies[bodyOf(part, index)]!, frameOf(object, at, index))
  return RUN
}

/** Runs the assertions of an object; then `next` is asked again, or the code in the registers goes on. */
function beginAsserts(machine: Machine, object: Obj, next: Demand | null): Next {
  object.beginAsserts()
  const frame = machine.push(ASSERTS)
  frame.object = object
  frame.index = 0
  frame.next = next
  return nextAssert(machine, frame, object)
}

function nextAssert(machine: Machine, frame: Frame, object: Obj): Next {
  let skip = frame.index++
  for (let at = 0; at < object.size; at++) {
    const asserts = object.part(at).layer.code?.asserts ?? []
    const unit = asserts[skip]
    if (unit) {
      machine.enter(unit, frameOf(object, at, -1))
      return RUN
    }
    skip -= asserts.length
  }
  leave(machine, frame)
  return frame.next ?? RUN
}

/** Gives a value to the frames that wait for it, until code can go on or steps ask for more. */
function deliver(machine: Machine, first: Value): Next {
  let value = first
  for (;;) {
    if (machine.unit !== null) {
      machine.stack[machine.sp++] = value
      return RUN
    }
    const frame = machine.frames[machine.fp - 1]!
    switch (frame.kind) {
      case STEPS: {
        machine.meter.count()
        const {value: asked, done} = frame.steps!.next(value)
        if (!done) return asked
        value = machine.meter.charged(asked)
        frame.steps = null
        break
      }
      case ARGUMENTS: {
        const args = frame.args!
        args[frame.index] = value
        frame.index = settleArguments(frame.builtin!, args, frame.index)
        if (frame.index < args.length) return args[frame.index]!
        leave(machine, frame)
        return beginBuiltin(machine, frame.builtin!, args)
      }
      case TAIL_ARGUMENTS:
        return beginTailCall(machine, frame)
      case ASSERTS:
        return nextAssert(machine, frame, frame.object!)
      case ENTRY:
        machine.stack[machine.sp++] = value
        leave(machine, frame)
        return END
      default:
        throw new Error('the frame of code is left by its code')
    }
    leave(machine, frame)
  }
}

/** Takes the topmost frame away and goes back to what asked for it. */
function leave(machine: Machine, {unit, pc, env}: Frame): void {
  machine.fp--
  machine.depth--
  machine.stand(unit, pc, env)
}

/** A tailstrict call: evaluates the next argument that is none yet, or begins with the body. */
function beginTailCall(machine: Machine, frame: Frame): Next {
  const callee = frame.callee!
  const {code} = frame.closure!
  while (frame.index < code.names.length) {
    const argument = callee[++frame.index]
    if (!(argument instanceof Thunk) || argument.unit === null) continue
    machine.unit = null
    return argument
  }
  frame.kind = CALL
  frame.tail = true
  machine.enter(code.body, callee)
  return RUN
}
