import type {Steps} from '../vm/demand.js'
import type {Machine} from '../vm/machine.js'
import type {Lazy, Value} from '../vm/value.js'

/** Works on values; an argument that is left out is undefined. Throws a Fault. */
export type Run = (args: readonly Value[], machine: Machine) => Value

/** Works in steps: what it yields is evaluated, and the result is what the `yield` returns. */
export type RunSteps<Argument> = (args: readonly Argument[], machine: Machine) => Steps

/** Throws a Fault where an argument cannot be. */
export type Check = (value: Value) => void

/** A function that is not written in Jsonnet. */
export class Builtin {
  readonly name: string
  readonly parameters: readonly string[]
  /** How many arguments a call must give. */
  readonly required: number
  /** Whether all arguments are evaluated before it runs. */
  readonly eager: boolean
  readonly run: Run | null
  readonly steps: RunSteps<Lazy> | null
  /** Of an eager one: what its first arguments must pass before the next is evaluated. */
  readonly checks: readonly Check[]

  constructor(
    name: string,
    parameters: readonly string[],
    eager: boolean,
    run: Run | null,
    steps: RunSteps<Lazy> | null,
    checks: readonly Check[] = [],
  ) {
    this.name = name
    this.parameters = parameters.map((parameter) => parameter.replace('?', ''))
    this.required = parameters.filter((parameter) => !parameter.endsWith('?')).length
    this.eager = eager
    this.run = run
    this.steps = steps
    this.checks = checks
  }

  accepts(count: number): boolean {
    return count >= this.required && count <= this.parameters.length
  }
}

/** Parameters that end with `?` may be left out. */
export function strict(name: string, parameters: readonly string[], run: Run, ...checks: Check[]): Builtin {
  return new Builtin(name, parameters, true, run, null, checks)
}

/** Its arguments are evaluated first; it calls functions or evaluates elements in steps. */
export function stepped(
  name: string,
  parameters: readonly string[],
  steps: RunSteps<Value>,
  ...checks: Check[]
): Builtin {
  return new Builtin(name, parameters, true, null, steps as RunSteps<Lazy>, checks)
}

/** Its arguments come as they are: each may be a thunk, which it yields when it needs the value. */
export function lazy(name: string, parameters: readonly string[], steps: RunSteps<Lazy>): Builtin {
  return new Builtin(name, parameters, false, null, steps)
}
