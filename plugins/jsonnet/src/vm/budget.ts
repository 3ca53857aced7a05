import {Fault} from '../errors.js'
import type {Value} from './value.js'

/** Limits for a program that is not trusted. */
export interface Budget {
  /** Calls, evaluated thunks and fields, rounds of comprehensions, printed values; a large array or string is one for each 100 cells. */
  readonly maxSteps?: number
  /** Bytes that the heap may grow by. Measured now and then, so it is no exact limit. */
  readonly maxMemory?: number
  readonly signal?: AbortSignal
}

/** Steps from one look at the clock and the memory to the next. */
const PORTION = 10_000

/** Cells of arrays, at eight bytes each, that may be made from one look at the memory to the next. */
const LARGE = 1_000_000
const BYTES_OF_A_CELL = 8
const CHARACTERS_IN_A_CELL = 8
const CELLS_OF_A_STEP = 100

/** More cells than the engine keeps side by side. */
const TOO_MANY = 2 ** 27

/** Counts what a program uses. */
export class Meter {
  /** What is left of this portion. */
  steps: number
  private portion: number
  private rest: number
  private cells = 0
  private readonly budget: Budget
  private readonly before: number

  constructor(budget: Budget) {
    this.budget = budget
    this.rest = budget.maxSteps ?? Infinity
    this.portion = Math.min(PORTION, this.rest)
    this.steps = this.portion
    this.before = budget.maxMemory === undefined ? 0 : process.memoryUsage().heapUsed
  }

  count(): void {
    if (--this.steps < 0) this.check()
  }

  /** Begins the next portion; throws where the budget is used up. */
  check(): void {
    const {maxSteps, maxMemory, signal} = this.budget
    this.rest -= this.portion - this.steps
    if (this.rest <= 0) throw new Fault(`evaluation budget exceeded: more than ${maxSteps} steps.`)
    this.portion = Math.min(PORTION, this.rest)
    this.steps = this.portion
    signal?.throwIfAborted()
    if (maxMemory !== undefined) this.checkMemory(maxMemory, 0)
  }

  /** Before an array of `cells` is made. */
  charge(cells: number): void {
    if (cells > TOO_MANY) throw new Fault('the array is too large.')
    this.steps -= Math.floor(cells / CELLS_OF_A_STEP)
    if (this.steps < 0) this.check()
    if ((this.cells += cells) <= LARGE) return
    this.cells = 0
    const {maxMemory} = this.budget
    if (maxMemory !== undefined) this.checkMemory(maxMemory, cells * BYTES_OF_A_CELL)
  }

  /** A value that was made in one go. */
  charged<Made extends Value>(value: Made): Made {
    if (typeof value === 'string') this.charge(value.length / CHARACTERS_IN_A_CELL)
    else if (Array.isArray(value)) this.charge(value.length)
    return value
  }

  private checkMemory(limit: number, wanted: number): void {
    if (process.memoryUsage().heapUsed - this.before + wanted <= limit) return
    throw new Fault(`evaluation budget exceeded: more than ${limit} bytes of memory.`)
  }
}
