import type {Unit} from '../compile/unit.js'
import type {Value} from './value.js'

/** A frame: its first element is the frame around it, the others what its layout says. */
export type Env = unknown[]

/** A value that is computed when it is first needed. Afterwards `unit` is null and `value` holds it. */
export class Thunk {
  unit: Unit | null
  env: Env | null
  value: Value | undefined
  /** What a stack trace calls it; null shows no name. */
  name: string | null

  constructor(unit: Unit, env: Env, name: string | null) {
    this.unit = unit
    this.env = env
    this.value = undefined
    this.name = name
  }

  settle(value: Value): void {
    this.value = value
    this.unit = null
    this.env = null
  }
}

/** The frame that is so many frames around another. */
export function outwards(from: Env, hops: number): Env {
  let frame = from
  for (let left = hops; left > 0; left--) frame = frame[0] as Env
  return frame
}
