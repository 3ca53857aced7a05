import type {Layout, ObjectCode} from '../compile/unit.js'
import {Fault} from '../errors.js'
import {frameOfCall} from './arguments.js'
import {Fields, namedObject} from './build.js'
import {Call, type Demand, FieldOf, FramedCall} from './demand.js'
import type {Machine} from './machine.js'
import type {Obj} from './object.js'
import {binary, unary} from './operators.js'
import {remainder, stringify} from './steps.js'
import {type Env, outwards} from './thunk.js'
import {toFunction, typeOf} from './types.js'
import {Closure, type Lazy, type Value} from './value.js'
import type {Builtin} from '../std/builtin.js'
import {Op} from '../compile/op.js'

/** An instruction has done all that it does. */
export const NOTHING = Symbol('nothing')

type Handler = (machine: Machine, constants: readonly unknown[]) => Demand | typeof NOTHING

const HANDLERS: Readonly<Record<number, Handler>> = {
  [Op.OBJECT_NAMED](machine, constants) {
    const code = constants[operand(machine)] as ObjectCode
    const count = operand(machine)
    machine.sp -= count
    const names = machine.stack.slice(machine.sp, machine.sp + count) as Value[]
    return push(machine, namedObject(code, names, machine.env!))
  },
  [Op.BINARY](machine) {
    const index = operand(machine)
    const right = pop(machine)
    const left = pop(machine)
    return index === 0 ? remainder(left, right) : push(machine, binary(index, left, right))
  },
  [Op.CHECK](machine, constants) {
    const {checks} = constants[operand(machine)] as Builtin
    checks[operand(machine)]!(machine.stack[machine.sp - 1] as Value)
    return NOTHING
  },
  [Op.UNARY](machine) {
    return push(machine, unary(operand(machine), pop(machine)))
  },
  [Op.ERROR](machine) {
    const value = pop(machine)
    if (typeof value === 'string') throw new Fault(value)
    // Then this instruction runs again, on the text.
    machine.pc--
    return stringify(machine, value)
  },
  [Op.SUPER](machine) {
    const frame = outwards(machine.env!, operand(machine))
    const name = pop(machine)
    const object = frame[1] as Obj
    const from = (frame[2] as number) + 1
    if (from >= object.size) throw new Fault('attempt to use super when there is no super class.')
    if (typeof name !== 'string') throw new Fault(`super index must be string, got ${typeOf(name)}.`)
    return new FieldOf(object, name, from)
  },
  [Op.IN_SUPER](machine) {
    const frame = outwards(machine.env!, operand(machine))
    const name = pop(machine)
    if (typeof name !== 'string') {
      throw new Fault(`left hand side of e in super must be string, got ${typeOf(name)}.`)
    }
    return push(machine, (frame[1] as Obj).find(name, (frame[2] as number) + 1) >= 0)
  },
  [Op.SUPER_OWN](machine) {
    const known = operand(machine)
    const target = operand(machine)
    const [, object, part, index] = machine.env as unknown as [Env, Obj, number, number]
    const {shape, code} = object.part(part).layer
    const name = shape.names[known < 0 ? index : (code?.kept?.indexOf(known) ?? known)]!
    if (object.find(name, part + 1) >= 0) return new FieldOf(object, name, part + 1)
    machine.pc = target
    return NOTHING
  },
  [Op.CALL_NAMED](machine, constants) {
    const names = constants[operand(machine)] as readonly string[]
    const count = operand(machine)
    const tailstrict = operand(machine) === 1
    machine.sp -= count + 1
    const {stack, sp} = machine
    const func = toFunction(stack[sp] as Value)
    if (!(func instanceof Closure)) return new Call(func, stack.slice(sp + 1, sp + 1 + count), names)
    const callee = frameOfCall(func, stack, sp + 1, count, names)
    return new FramedCall(func, callee, tailstrict)
  },
  [Op.IMPORT](machine, constants) {
    const kind = operand(machine)
    const path = constants[operand(machine)] as string
    const {surroundings, unit} = machine
    const {file} = unit!
    if (kind === 0) return surroundings.import(file, path)
    if (kind === 1) return push(machine, surroundings.importText(file, path))
    return push(machine, Array.from(surroundings.importBytes(file, path)))
  },
  [Op.STD](machine) {
    return push(machine, machine.surroundings.std(machine.unit!.file))
  },
  [Op.NEW_ARRAY](machine) {
    return push(machine, [])
  },
  [Op.LOOP](machine) {
    if (!Array.isArray(machine.stack[machine.sp - 1])) {
      throw new Fault('In comprehension, can only iterate over array.')
    }
    return push(machine, 0)
  },
  [Op.NEXT](machine, constants) {
    const layout = constants[operand(machine)] as Layout
    const exit = operand(machine)
    const {stack, sp} = machine
    const array = stack[sp - 2] as Lazy[]
    const at = stack[sp - 1] as number
    if (at >= array.length) {
      machine.sp -= 2
      machine.pc = exit
      return NOTHING
    }
    machine.meter.count()
    stack[sp - 1] = at + 1
    const frame: Env = new Array<unknown>(layout.size)
    frame[0] = machine.env
    frame[1] = array[at]
    machine.env = frame
    return NOTHING
  },
  [Op.REPEAT](machine) {
    machine.env = machine.env![0] as Env
    machine.pc = operand(machine)
    return NOTHING
  },
  [Op.APPEND](machine) {
    const loops = operand(machine)
    const element = machine.stack[--machine.sp]!
    ;(machine.stack[machine.sp - 1 - 2 * loops] as Lazy[]).push(element)
    return NOTHING
  },
  [Op.NEW_FIELDS](machine) {
    machine.stack[machine.sp++] = new Fields() as unknown as Value
    return NOTHING
  },
  [Op.ADD_FIELD](machine) {
    const loops = operand(machine)
    const name = pop(machine)
    ;(machine.stack[machine.sp - 1 - 2 * loops] as unknown as Fields).add(name, machine.env!)
    return NOTHING
  },
  [Op.LATER](machine) {
    return (machine.env![1] as () => Demand)()
  },
  [Op.OBJECT_OF_FIELDS](machine, constants) {
    const code = constants[operand(machine)] as ObjectCode
    const fields = machine.stack[--machine.sp] as unknown as Fields
    return push(machine, fields.toObject(code, machine.env!))
  },
}

/** Executes an instruction that is not in the loop itself: with the machine's registers, and what it then asks for. */
export function execute(machine: Machine, op: number, constants: readonly unknown[]): Demand | typeof NOTHING {
  return HANDLERS[op]!(machine, constants)
}

function operand(machine: Machine): number {
  return machine.unit!.code[machine.pc++]!
}

function push(machine: Machine, value: Value): typeof NOTHING {
  machine.stack[machine.sp++] = value
  return NOTHING
}

function pop(machine: Machine): Value {
  return machine.stack[--machine.sp] as Value
}
