import {SourceFault} from '../errors.js'
import type {Span} from '../location.js'
import {Op, type Opcode} from './op.js'
import type {Scope} from './scope.js'
import type {SourceFile} from './source-file.js'
import {Unit} from './unit.js'

/** Writes the code of one unit. */
export class Emitter {
  readonly unit: Unit
  readonly parent: Emitter | undefined
  scope: Scope
  private readonly used = new Set<string>()

  constructor(file: SourceFile, span: Span, scope: Scope, parent?: Emitter) {
    this.unit = new Unit(file, span)
    this.scope = scope
    this.parent = parent
  }

  /** A unit that runs in the frame of `scope`. */
  nested(span: Span, scope = this.scope): Emitter {
    return new Emitter(this.unit.file, span, scope, this)
  }

  emit(op: Opcode, ...operands: number[]): void {
    this.unit.code.push(op, ...operands)
  }

  /** An instruction whose failure is at `span`. */
  emitAt(span: Span, op: Opcode, ...operands: number[]): void {
    this.unit.failing.push(this.unit.code.length)
    this.unit.spans.push(span)
    this.emit(op, ...operands)
  }

  constant(value: unknown): number {
    return this.unit.constants.push(value) - 1
  }

  get here(): number {
    return this.unit.code.length
  }

  /** A jump whose target `land` writes. */
  jump(op: Opcode, span?: Span): number {
    if (span) this.emitAt(span, op, -1)
    else this.emit(op, -1)
    return this.here - 1
  }

  land(...jumps: number[]): void {
    for (const jump of jumps) this.unit.code[jump] = this.here
  }

  finish(): Unit {
    this.emit(Op.RETURN)
    return this.unit
  }

  /** Where a variable is; a use is remembered in this unit and those around it. */
  variable(name: string, span: Span): {hops: number; slot: number} {
    const found = this.scope.find(name)
    if (!found) throw new SourceFault(`Unknown variable: ${name}`, span)
    this.remember(name)
    for (let outer = this.parent; outer?.remember(name);) outer = outer.parent
    return found
  }

  /** Whether the variable is one of those around this unit, and new to it. */
  private remember(name: string): boolean {
    const found = this.scope.find(name)
    if (!found || this.used.has(name)) return false
    this.used.add(name)
    this.unit.variables.push({name, ...found})
    return true
  }

  objectHops(span: Span, word: 'self' | 'super' | '$'): number {
    const hops = this.scope.objectHops(word === '$')
    if (hops !== undefined) return hops
    const message = word === '$' ? 'No top-level object found.' : `Can't use ${word} outside of an object.`
    throw new SourceFault(message, span)
  }
}
