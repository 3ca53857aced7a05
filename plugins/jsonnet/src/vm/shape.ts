import type {FieldVisibility} from '../compile/unit.js'

/** The fields of one layer of an object; objects of one literal share it. */
export interface Shape {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  readonly visibility: readonly FieldVisibility[]
  /** Sorted names of the fields that are shown, once they have been asked for. */
  shown?: readonly string[]
}

/** Undefined where a name is there twice. */
export function shapeOf(names: readonly string[], visibility: readonly FieldVisibility[]): Shape | undefined {
  const index = new Map(names.map((name, at) => [name, at]))
  return index.size === names.length ? {names, index, visibility} : undefined
}
