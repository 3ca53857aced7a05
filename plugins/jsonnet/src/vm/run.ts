import type {NamedUnit} from '../compile/lazy.js'
import type {FunctionCode, ObjectCode, Unit} from '../compile/unit.js'
import {Fault} from '../errors.js'
import type {Builtin} from '../std/builtin.js'
import {frameOfCall} from './arguments.js'
import {literalObject, notIndexable} from './build.js'
import {Call, type Demand, FieldOf, SubSteps, FramedCall} from './demand.js'
import {execute, NOTHING} from './execute.js'
import {bodyOf, frameOf, valueNow} from './fields.js'
import {CALL, ENTRY, FIELD, THUNK} from './frame.js'
import type {Machine} from './machine.js'
import {meet} from './meet.js'
import {Obj} from './object.js'
import {operate} from './operate.js'
import {add, checkNumber} from './operators.js'
import type {Shape} from './shape.js'
import {concat} from './steps.js'
import {type Env, outwards, Thunk} from './thunk.js'
import {withTrace} from './trace.js'
import {toFunction, typeOf} from './types.js'
import {Closure, type Lazy, type Value} from './value.js'

/** Evaluates what is asked for. Throws a JsonnetError with its trace. */
export function run(machine: Machine, start: Demand): Value {
  const {stack, frames, meter} = machine
  let unit: Unit | null = null
  let code: readonly number[] = []
  let env: Env = []
  let pc = 0
  let sp = machine.sp
  let demand = start
  let inCode = false

  machine.unit = null
  machine.push(ENTRY)
  try {
    for (;;) {
      machine.save(unit, pc, env, sp)
      inCode = false
      if (meet(machine, demand)) return stack[--machine.sp] as Value
      unit = machine.unit!
      pc = machine.pc
      env = machine.env!
      sp = machine.sp
      code = unit.code
      inCode = true

      code: for (;;) {
        switch (code[pc++]) {
          case 0 /* RETURN */: {
            const value = stack[--sp] as Value
            const frame = frames[machine.fp - 1]!
            if (frame.kind === THUNK) frame.thunk!.settle(value)
            else if (frame.kind === FIELD) frame.part!.values[frame.index] = value
            else if (frame.kind !== CALL) {
              unit = null
              demand = value
              break code
            }
            machine.fp--
            machine.depth--
            unit = frame.unit
            if (unit === null) {
              demand = value
              break code
            }
            code = unit.code
            pc = frame.pc
            env = frame.env!
            stack[sp++] = value
            continue
          }
          case 1 /* CONSTANT */:
            stack[sp++] = unit.constants[code[pc++]!] as Value
            continue
          case 2 /* VARIABLE */:
          case 3 /* OUTER */: {
            const frame = code[pc - 1] === 2 ? env : outwards(env, code[pc++]!)
            const slot = code[pc++]!
            const found = frame[slot] as Lazy
            if (!(found instanceof Thunk)) stack[sp++] = found
            else if (found.unit === null) stack[sp++] = frame[slot] = found.value!
            else {
              machine.push(THUNK, unit, pc, env).thunk = found
              unit = found.unit
              env = found.env!
              code = unit.code
              pc = 0
            }
            continue
          }
          case 4 /* THUNK */: {
            const {unit: own, name} = unit.constants[code[pc++]!] as NamedUnit
            stack[sp++] = new Thunk(own, env, name)
            continue
          }
          case 5 /* PASS */: {
            const frame = outwards(env, code[pc++]!)
            const found = frame[code[pc++]!] as Lazy | undefined
            const {unit: own, name} = unit.constants[code[pc++]!] as NamedUnit
            if (found instanceof Thunk) stack[sp++] = found.unit === null ? found.value! : new Thunk(own, env, name)
            else stack[sp++] = found === undefined ? new Thunk(own, env, name) : found
            continue
          }
          case 6 /* STORE */:
            env[code[pc++]!] = stack[--sp]
            continue
          case 7 /* SELF */:
            stack[sp++] = outwards(env, code[pc++]!)[1] as Obj
            continue
          case 8 /* CLOSURE */:
            stack[sp++] = new Closure(unit.constants[code[pc++]!] as FunctionCode, env)
            continue
          case 9 /* OBJECT */:
            stack[sp++] = literalObject(
              unit.constants[code[pc++]!] as ObjectCode,
              unit.constants[code[pc++]!] as Shape,
              env,
            )
            continue
          case 11 /* ARRAY */: {
            const size = code[pc++]!
            sp -= size
            stack[sp] = stack.slice(sp, sp + size)
            sp++
            continue
          }
          case 12 /* JUMP */:
            pc = code[pc]!
            continue
          case 13 /* UNLESS */: {
            const condition = stack[--sp]
            if (condition === true) pc++
            else if (condition === false) pc = code[pc]!
            else throw new Fault(`condition must be boolean, got ${typeOf(condition as Value)}.`)
            continue
          }
          case 14 /* AND */:
            pc = stack[sp - 1] === false ? code[pc]! : pc + 1
            continue
          case 15 /* OR */:
            pc = stack[sp - 1] === true ? code[pc]! : pc + 1
            continue
          case 16 /* ADD */: {
            const right = stack[--sp] as Value
            const left = stack[--sp] as Value
            if (typeof left === 'number' && typeof right === 'number') stack[sp++] = checkNumber(left + right)
            else if (typeof left === 'string' && typeof right === 'string') stack[sp++] = left + right
            else if (typeof left !== 'string' && typeof right !== 'string') stack[sp++] = add(left, right, meter)
            else {
              demand = concat(machine, left, right)
              break code
            }
            continue
          }
          case 17 /* SUBTRACT */:
          case 18 /* MULTIPLY */:
          case 19 /* LESS */:
          case 21 /* EQUAL */:
          case 22 /* NOT_EQUAL */:
          case 25 /* INDEX */:
          case 43 /* DIVIDE */:
          case 44 /* GREATER */:
          case 45 /* LESS_EQUAL */:
          case 46 /* GREATER_EQUAL */: {
            const right = stack[--sp] as Value
            const left = stack[--sp] as Value
            const answer = operate(code[pc - 1]!, left, right)
            if (answer instanceof Thunk || answer instanceof FieldOf || answer instanceof SubSteps) {
              demand = answer
              break code
            }
            stack[sp++] = answer
            continue
          }
          case 24 /* FIELD */: {
            const target = stack[--sp] as Value
            const name = unit.constants[code[pc++]!] as string
            if (!(target instanceof Obj)) throw notIndexable(target, name)
            if (target.needsAsserts) {
              demand = new FieldOf(target, name)
              break code
            }
            const at = target.find(name)
            if (at < 0) throw new Fault(`field does not exist: ${name}`)
            const part = target.part(at)
            const index = part.layer.shape.index.get(name)!
            const known = valueNow(part, index)
            if (known !== undefined) {
              demand = known
              if (known instanceof Thunk) break code
              stack[sp++] = known
              continue
            }
            const frame = machine.push(FIELD, unit, pc, env)
            frame.part = part
            frame.index = index
            unit = part.layer.code!.bodies[bodyOf(part, index)]!
            env = frameOf(target, at, index)
            code = unit.code
            pc = 0
            continue
          }
          case 30 /* CALL */: {
            const count = code[pc++]!
            const tailstrict = code[pc++] === 1
            const func = stack[sp - count - 1] as Value
            sp -= count + 1
            if (!(func instanceof Closure)) {
              demand = new Call(toFunction(func), stack.slice(sp + 1, sp + 1 + count))
              break code
            }
            const callee = frameOfCall(func, stack, sp + 1, count)
            if (tailstrict) {
              demand = new FramedCall(func, callee, true)
              break code
            }
            machine.push(CALL, unit, pc, env).closure = func
            unit = func.code.body
            env = callee
            code = unit.code
            pc = 0
            continue
          }
          case 32 /* BUILTIN */: {
            const builtin = unit.constants[code[pc++]!] as Builtin
            const count = code[pc++]!
            sp -= count
            const args = stack.slice(sp, sp + count) as Value[]
            if (builtin.steps) {
              demand = new SubSteps(builtin.steps(args, machine))
              break code
            }
            stack[sp++] = meter.charged(builtin.run!(args, machine))
            continue
          }
          default: {
            machine.save(unit, pc, env, sp)
            const asked = execute(machine, code[pc - 1]!, unit.constants)
            env = machine.env!
            pc = machine.pc
            sp = machine.sp
            if (asked === NOTHING) continue
            demand = asked
            break code
          }
        }
      }
    }
  } catch (error) {
    if (inCode) machine.stand(unit, pc, env)
    throw withTrace(error, machine)
  }
}
