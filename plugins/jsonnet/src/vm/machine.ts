import type {SourceFile} from '../compile/source-file.js'
import type {Unit} from '../compile/unit.js'
import {Fault} from '../errors.js'
import {type Budget, Meter} from './budget.js'
import {lineOf} from '../location.js'
import type {Place} from './demand.js'
import {CALL, Frame, type FrameKind} from './frame.js'
import type {Env, Thunk} from './thunk.js'
import type {Func, Lazy, Value} from './value.js'

/** What a machine asks of the world around it. */
export interface Surroundings {
  /** The value of a file; the same thunk each time. Throws a Fault. */
  import(from: SourceFile, path: string): Thunk
  importText(from: SourceFile, path: string): string
  importBytes(from: SourceFile, path: string): Uint8Array
  /** `std` as a file sees it. */
  std(file: SourceFile): Value
  /** The value of an external variable; undefined where it is not set. */
  extVar(name: string): Lazy | undefined
  native(name: string): Func | undefined
  /** Takes what `std.trace` says. */
  trace(text: string): void
}

/** What a program has under way: values that operators wait for, and frames. `run` works on it. */
export class Machine {
  readonly surroundings: Surroundings
  readonly stack: Lazy[] = []
  /** How much of `stack` and of `frames` is in use. */
  sp = 0
  fp = 0
  readonly frames: Frame[] = []
  /** The code that runs, or that asked for something; null while steps do. */
  unit: Unit | null = null
  pc = 0
  env: Env | null = null
  /** What a stack trace calls the place outside of all code, while something is called from there. */
  entry: Place | undefined
  readonly meter: Meter
  /** Calls under way, as the C++ implementation counts them. */
  depth = 0
  private readonly maxDepth: number

  constructor(surroundings: Surroundings, maxDepth: number, budget: Budget = {}) {
    this.surroundings = surroundings
    this.maxDepth = maxDepth
    this.meter = new Meter(budget)
  }

  /** A frame for what the code at `pc`, or steps where `unit` is null, wait for. A call that ends a tailstrict one takes its frame. */
  push(kind: FrameKind, unit: Unit | null = this.unit, pc = this.pc, env: Env | null = this.env): Frame {
    this.meter.count()
    const {frames} = this
    if (unit !== null && this.fp > 0) {
      const top = frames[this.fp - 1]!
      if (top.tail && unit.code[pc] === 0 && top.kind === CALL) {
        top.tail = false
        top.kind = kind
        return top
      }
    }
    this.descend()
    const frame = (frames[this.fp++] ??= new Frame())
    frame.kind = kind
    frame.unit = unit
    frame.pc = pc
    frame.env = env
    frame.tail = false
    return frame
  }

  /** `file:line` of the code that asked last. */
  askerLine(): string {
    for (let at = this.fp - 1; at >= 0; at--) {
      const {unit, pc} = this.frames[at]!
      if (unit) return `${unit.file.path}:${lineOf(unit.spanAt(pc).begin)}`
    }
    return ''
  }

  /** Where the code is that runs, or that asks for something. */
  stand(unit: Unit | null, pc: number, env: Env | null): void {
    this.unit = unit
    this.pc = pc
    this.env = env
  }

  save(unit: Unit | null, pc: number, env: Env | null, sp: number): void {
    this.stand(unit, pc, env)
    this.sp = sp
  }

  /** Goes on with the code of a unit, from its beginning. */
  enter(unit: Unit, env: Env | null): void {
    this.stand(unit, 0, env)
  }

  /** One level deeper. Throws a Fault where that is too deep. */
  descend(): void {
    if (this.depth >= this.maxDepth) throw new Fault('max stack frames exceeded.')
    this.depth++
  }

  ascend(): void {
    this.depth--
  }
}
