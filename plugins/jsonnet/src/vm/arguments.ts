import {Builtin} from '../std/builtin.js'
import type {FunctionCode} from '../compile/unit.js'
import {Fault} from '../errors.js'
import {type Env, Thunk} from './thunk.js'
import type {Closure, Func, Lazy} from './value.js'

const NO_NAMES: readonly string[] = []

/** The frame of a call: `count` arguments from `from` on, of which the last have names. */
export function frameOfCall(
  closure: Closure,
  args: readonly Lazy[],
  from: number,
  count: number,
  names = NO_NAMES,
): Env {
  const {code} = closure
  const frame: Env = new Array<unknown>(code.layout.size)
  frame[0] = closure.env
  const positional = count - names.length
  if (positional > code.names.length) throw tooMany(code.names.length)
  for (let index = 0; index < count; index++) {
    const at = index < positional ? index : positionOf(code.names, names[index - positional]!, frame, 1)
    const argument = args[from + index]!
    if (argument instanceof Thunk) argument.name ??= code.names[at]!
    frame[at + 1] = argument
  }
  if (count < code.names.length) fillDefaults(code, frame)
  return frame
}

function fillDefaults({names, defaults}: FunctionCode, frame: Env): void {
  names.forEach((name, index) => {
    if (frame[index + 1] !== undefined) return
    const unit = defaults[index]
    if (!unit) throw notBound(name)
    frame[index + 1] = unit.constant === undefined ? new Thunk(unit, frame, name) : unit.constant
  })
}

/** The arguments of a function that is not written in Jsonnet, each in its place. */
export function argumentsOf(
  builtin: Builtin,
  args: readonly Lazy[],
  from: number,
  count: number,
  names = NO_NAMES,
): Lazy[] {
  const {parameters, required} = builtin
  const positional = count - names.length
  if (positional > parameters.length) throw tooMany(parameters.length)
  const placed = args.slice(from, from + positional)
  names.forEach((name, index) => {
    placed[positionOf(parameters, name, placed, 0)] = args[from + positional + index]!
  })
  for (let index = 0; index < required; index++) if (placed[index] === undefined) throw notBound(parameters[index]!)
  return placed
}

function positionOf(parameters: readonly string[], name: string, taken: readonly unknown[], offset: number): number {
  const at = parameters.indexOf(name)
  if (at < 0) throw new Fault(`function has no parameter ${name}`)
  if (taken[at + offset] !== undefined) throw new Fault(`binding parameter a second time: ${name}`)
  return at
}

function tooMany(count: number): Fault {
  return new Fault(`too many args, function has ${count} parameter(s)`)
}

function notBound(name: string): Fault {
  return new Fault(`function parameter ${name} not bound in call.`)
}

/** How many parameters a function has. */
export function arity(func: Func): number {
  return func instanceof Builtin ? func.parameters.length : func.code.names.length
}
