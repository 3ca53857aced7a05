import type {Unit} from '../compile/unit.js'
import {Fault, JsonnetError, type TraceLine} from '../errors.js'
import type {Place} from './demand.js'
import {ARGUMENTS, ASSERTS, CALL, ENTRY, FIELD, type Frame, STEPS, TAIL_ARGUMENTS, THUNK} from './frame.js'
import type {Machine} from './machine.js'
import type {Layer} from './layer.js'
import {Obj} from './object.js'
import {type Env, Thunk} from './thunk.js'
import type {Value} from './value.js'

/** Lines that are kept of a trace, at each of its ends. */
const KEPT = 1000

/** A Fault as the error of the whole program, with the place where the machine stands and what was under way; others as they are. */
export function withTrace(error: unknown, machine: Machine): unknown {
  if (isStackOverflow(error)) return new JsonnetError('runtime', 'max stack frames exceeded.', [])
  const reason = error instanceof Fault ? error.message : tooLarge(error)
  return reason === undefined ? error : new JsonnetError('runtime', reason, new Tracer(machine).lines())
}

/** A string or an array that JavaScript cannot hold. */
function tooLarge(error: unknown): string | undefined {
  const kind = error instanceof RangeError ? /^Invalid (string|array) length/.exec(error.message)?.[1] : undefined
  return kind && `the ${kind} is too large.`
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.startsWith('Maximum call stack')
}

class Tracer {
  private readonly machine: Machine
  private readonly trace: (Omit<TraceLine, 'name'> & {name?: string})[] = []

  constructor(machine: Machine) {
    this.machine = machine
  }

  lines(): readonly TraceLine[] {
    const {machine} = this
    if (machine.unit) this.addCode(machine.unit, machine.pc)
    for (let at = machine.fp - 1; at >= 0; at--) {
      const frame = machine.frames[at]!
      switch (frame.kind) {
        case CALL:
        case THUNK:
        case FIELD:
        case ASSERTS:
        case TAIL_ARGUMENTS:
          this.nameLast(this.nameOf(frame))
          this.addAsker(at)
          break
        case STEPS:
          this.addSteps(frame, at)
          break
        case ARGUMENTS:
          if (this.trace.length === 0) this.addAsker(at)
          break
        case ENTRY:
          if (this.trace.length === 0) this.addPlace(machine.entry)
      }
      if (this.trace.length > 2 * KEPT) this.trace.splice(KEPT, this.trace.length - 2 * KEPT)
    }
    return this.trace
  }

  /** The lines of the levels of a walk; of other steps none, unless they failed themselves. */
  private addSteps({walk}: Frame, at: number): void {
    if (this.trace.length === 0) this.addPlace(this.resolve(walk?.place, at))
    else if (!walk) return
    const levels = [...(walk?.levels ?? [])]
    // The line of the innermost level is there already, where an element of it was being evaluated.
    if (this.machine.frames[at + 1]?.kind !== STEPS && at < this.machine.fp - 1) levels.pop()
    for (const {place, inside} of levels.reverse()) {
      this.nameLast(Array.isArray(inside) ? 'thunk <array_element>' : 'object <anonymous>')
      this.addPlace(this.resolve(place, at))
    }
  }

  private addCode(unit: Unit, pc: number): void {
    const file = unit.file.path
    if (unit.span.begin === 0) return
    this.trace.push({file, span: unit.spanAt(pc)})
    // Arguments that are evaluated in place: the innermost call first.
    for (const {from, to, span} of unit.calls) {
      if (pc > from && pc <= to) this.trace.push({file, span})
    }
  }

  private addPlace(place: Place | undefined): void {
    if (place) this.trace.push({file: place.file, span: place.span})
  }

  private resolve(place: Place | undefined, at: number): Place | undefined {
    if (!place) return this.askerOf(at)
    const asker = this.machine.frames.slice(0, at + 1).findLast(({unit}) => unit)
    const span = place.operand === undefined ? undefined : asker?.unit!.operandAt(asker.pc, place.operand)
    return span ? {file: asker!.unit!.file.path, span} : place
  }

  /** Where the code is that a frame goes back to; of steps where they were asked for. */
  private askerOf(at: number): Place | undefined {
    for (let below = at; below >= 0; below--) {
      const {unit, pc, walk, kind} = this.machine.frames[below]!
      if (unit) return {file: unit.file.path, span: unit.spanAt(pc)}
      if (below < at && kind === STEPS && walk?.place)
        return this.resolve(walk.levels.at(-1)?.place ?? walk.place, below)
    }
    return this.machine.entry
  }

  private addAsker(at: number): void {
    const {unit, pc} = this.machine.frames[at]!
    if (unit) this.addCode(unit, pc)
    else this.addPlace(this.askerOf(at))
  }

  private nameLast(name: string): void {
    const last = this.trace.at(-1)
    if (last) last.name ??= name
  }

  private nameOf(frame: Frame): string {
    switch (frame.kind) {
      case THUNK:
        return frame.thunk!.name === null ? '' : `thunk <${frame.thunk!.name}>`
      case ASSERTS:
        return 'thunk <object_assert>'
      case FIELD:
        return `object <${this.variable(frame, (value) => isLayer(value, frame.part!.layer))}>`
      default:
        return `function <${this.variable(frame, (value) => value === frame.closure)}>`
    }
  }

  /** The variable that holds what a frame is about, where the code that asked can see one. */
  private variable({unit, env, kind}: Frame, isIt: (value: Value) => boolean): string {
    for (const {name, hops, slot} of unit?.variables ?? []) {
      let frame = env
      for (let left = hops; left > 0 && frame; left--) frame = frame[0] as Env
      const held = frame?.[slot] as Value | Thunk | undefined
      const value = held instanceof Thunk ? held.value : held
      if (value !== undefined && isIt(value)) return name
    }
    return kind === CALL && !unit && this.machine.entry ? 'top_level' : 'anonymous'
  }
}

function isLayer(value: Value, layer: Layer): boolean {
  return value instanceof Obj && value.size === 1 && value.part(0).layer === layer
}
