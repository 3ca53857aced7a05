import type {ObjectCode} from '../compile/unit.js'
import type {Place} from './demand.js'
import type {Part} from './layer.js'
import type {Obj} from './object.js'
import {type Env, Thunk} from './thunk.js'
import type {Lazy} from './value.js'

/** A field that needs no evaluation, or the thunk that does; undefined where the field's code has to run. */
export function fieldNow(object: Obj, name: string): Lazy | undefined {
  const at = object.find(name)
  if (at < 0) return undefined
  const part = object.part(at)
  return valueNow(part, part.layer.shape.index.get(name)!)
}

export function valueNow(part: Part, index: number): Lazy | undefined {
  const known = part.values[index]
  if (known !== undefined) {
    if (!(known instanceof Thunk) || known.unit !== null) return known
    return (part.values[index] = known.value!)
  }
  const constant = part.layer.code?.bodies[bodyOf(part, index)]!.constant
  if (constant !== undefined) part.values[index] = constant
  return constant
}

/** All fields of a comprehension have one body. */
export function bodyOf({layer}: Part, index: number): number {
  return layer.iterations ? 0 : index
}

/** Where the body of a field is in the source; undefined where it has none. */
export function placeOfField(object: Obj, name: string): Place | undefined {
  const at = object.find(name)
  if (at < 0) return undefined
  const {layer} = object.part(at)
  const index = layer.shape.index.get(name)!
  const unit = layer.code?.bodies[layer.iterations ? 0 : index]
  return unit && {file: unit.file.path, span: unit.span}
}

/** The frame in which a field's code, or an assertion, runs. */
export function frameOf(object: Obj, number: number, index: number): Env {
  const part = object.part(number)
  const {layer} = part
  const code = layer.code!
  // Each field of a comprehension has variables of its own.
  if (layer.iterations) return makeFrame(code, layer.iterations[index]!, object, number, index)
  return (part.frame ??= makeFrame(code, layer.env!, object, number, index))
}

function makeFrame({layout, locals}: ObjectCode, around: Env, object: Obj, number: number, index: number): Env {
  const frame: Env = new Array<unknown>(layout.size)
  frame[0] = around
  frame[1] = object
  frame[2] = number
  frame[3] = index
  for (const {slot, name, unit} of locals) frame[slot] = unit.constant ?? new Thunk(unit, frame, name)
  return frame
}
