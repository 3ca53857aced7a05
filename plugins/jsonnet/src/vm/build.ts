import type {ObjectCode} from '../compile/unit.js'
import {Fault} from '../errors.js'
import {escapeText} from '../print/string.js'
import {FieldOf} from './demand.js'
import {fieldNow} from './fields.js'
import {Obj} from './object.js'
import {type Shape, shapeOf} from './shape.js'
import {characterAt, lengthOf} from './text.js'
import {type Env, Thunk} from './thunk.js'
import {typeOf} from './types.js'
import type {Lazy, Value} from './value.js'

/** An object of a literal whose names are known. */
export function literalObject(code: ObjectCode, shape: Shape, env: Env): Obj {
  return new Obj({shape, code, env, iterations: null, values: null, span: 0})
}

/** An object of a literal with computed names; a field whose name is null is left out. */
export function namedObject(code: ObjectCode, names: readonly Value[], env: Env): Obj {
  const seen = new Set<string>()
  const kept: number[] = []
  names.forEach((name, index) => {
    if (name === null) return
    if (typeof name !== 'string') throw new Fault('field name was not a string.')
    if (seen.has(name)) throw duplicate(name)
    seen.add(name)
    kept.push(index)
  })
  const visibility = kept.map((index) => code.visibility[index]!)
  const shape = shapeOf([...seen], visibility)!
  const bodies = kept.map((index) => code.bodies[index]!)
  return literalObject({...code, visibility, bodies, kept}, shape, env)
}

/** The fields of a comprehension as they come. */
export class Fields {
  private readonly names: string[] = []
  private readonly index = new Map<string, number>()
  private readonly iterations: Env[] = []

  add(name: Value, env: Env): void {
    if (name === null) return
    if (typeof name !== 'string') throw new Fault(`field must be string, got: ${typeOf(name)}`)
    if (this.index.has(name)) throw duplicate(name)
    this.index.set(name, this.names.push(name) - 1)
    this.iterations.push(env)
  }

  toObject(code: ObjectCode, env: Env): Obj {
    const {names, index, iterations} = this
    const shape = {names, index, visibility: names.map(() => code.visibility[0]!)}
    return new Obj({shape, code, env, iterations, values: null, span: 0})
  }
}

function duplicate(name: string): Fault {
  return new Fault(`duplicate field name: "${name}"`)
}

/** What `target[index]` is, or what must be evaluated for it. Assertions of an object have run. */
export function elementOf(target: Value, index: Value): Lazy | FieldOf {
  if (Array.isArray(target)) return arrayElement(target, index)
  if (target instanceof Obj) {
    if (typeof index !== 'string') throw new Fault(`object index must be string, got ${typeOf(index)}.`)
    return target.needsAsserts ? new FieldOf(target, index) : (fieldNow(target, index) ?? new FieldOf(target, index))
  }
  if (typeof target === 'string') {
    if (typeof index !== 'number') throw notIndexable(target, index)
    const at = Math.trunc(index)
    const length = lengthOf(target)
    if (at < 0 || at >= length) throw new Fault(`string bounds error: ${at} not within [0, ${length})`)
    return characterAt(target, at)
  }
  throw notIndexable(target, index)
}

/** What is wrong with an index of what is no object. */
export function notIndexable(target: Value, index: Value): Fault {
  if (Array.isArray(target) && typeof index === 'string') {
    return new Fault(`attempted index an array with string "${escapeText(index)}".`)
  }
  if (Array.isArray(target)) return new Fault(`array index must be number, got ${typeOf(index)}.`)
  if (typeof target === 'string') return new Fault(`string index must be a number, got ${typeOf(index)}.`)
  return new Fault(`can only index objects, strings, and arrays, got ${typeOf(target)}.`)
}

function arrayElement(array: Lazy[], index: Value): Lazy {
  if (typeof index !== 'number') throw notIndexable(array, index)
  const at = Math.floor(index)
  if (at < 0 || at >= array.length) {
    throw new Fault(`array bounds error: ${general(at)} not within [0, ${array.length})`)
  }
  if (at !== index) throw new Fault(`array index was not integer: ${general(index)}`)
  const element = array[at]!
  if (element instanceof Thunk && element.unit === null) return (array[at] = element.value!)
  return element
}

/** A number with six digits, as C++ streams print it. */
function general(value: number): string {
  const [mantissa = '', power = '0'] = value.toExponential(5).split('e')
  const exponent = Number(power)
  const digits = mantissa.replace('.', '').replace('-', '').replace(/0+$/, '') || '0'
  if (exponent >= -4 && exponent < 6) return String(Number(value.toPrecision(6)))
  const sign = value < 0 ? '-' : ''
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
