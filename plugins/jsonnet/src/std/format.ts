import {Fault} from '../errors.js'
import type {Steps} from '../vm/demand.js'
import {SubSteps} from '../vm/demand.js'
import type {Machine} from '../vm/machine.js'
import {Obj} from '../vm/object.js'
import {mismatch} from '../vm/operators.js'
import {fieldOf, stringify} from '../vm/steps.js'
import {lengthOf} from '../vm/text.js'
import {typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {expectTypes, toLong} from './basic.js'
import {indexable} from './elements.js'
import {type Builtin, stepped} from './builtin.js'
import {formatNumberAs, numberRequired} from './format-number.js'
import {type FormatCode, parseFormat} from './format-parse.js'

/** The formats of `%`. */
export const FORMAT: readonly Builtin[] = [
  stepped('format', ['str', 'vals'], ([str, vals], machine) => format(machine, str!, vals!)),
]

function* format(machine: Machine, str: Value, vals: Value): Steps {
  if (typeof str !== 'string') {
    // As C++ says where it looks for its first character.
    for (const character of indexable(str).slice(0, 1)) yield character
    expectTypes('format', ['string'], [str])
  }
  const parts = parseFormat(str as string)
  if (vals instanceof Obj) return yield new SubSteps(formatObject(machine, parts, vals))
  return yield new SubSteps(formatArray(machine, parts, Array.isArray(vals) ? vals : [vals]))
}

function* formatArray(machine: Machine, parts: readonly (string | FormatCode)[], values: Lazy[]): Steps {
  let text = ''
  let at = 0
  const tooFew = (words: string) => new Fault(`Not enough values to format: ${values.length}, expected ${words} ${at}`)
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    let {width, precision}: {width: Value; precision?: Value | undefined} = part
    if (width === '*') {
      if (at >= values.length) throw tooFew('at least')
      width = yield values[at++]!
    }
    if (precision === '*') {
      if (at >= values.length) throw tooFew('at least')
      precision = (yield values[at++]!) ?? undefined
    }
    if (part.type === '%') {
      text += pad('%', part, width)
      continue
    }
    if (at >= values.length) throw tooFew('more than')
    const value = yield values[at]!
    const shown =
      part.type === 's' ? ((yield stringify(machine, value)) as string) : show(value, part, width, precision, at)
    text += pad(shown, part, width)
    at++
  }
  if (at < values.length) throw new Fault(`Too many values to format: ${values.length}, expected ${at}`)
  return text
}

function* formatObject(machine: Machine, parts: readonly (string | FormatCode)[], values: Obj): Steps {
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    const {key, width, precision} = part
    if (width === '*') throw new Fault('Cannot use * field width with object.')
    if (part.type === '%') {
      text += pad('%', part, width)
      continue
    }
    if (key === undefined) throw new Fault('Mapping keys required.')
    if (precision === '*') throw new Fault('Cannot use * precision with object.')
    if (!values.has(key)) throw new Fault(`No such field: ${key}`)
    const value = yield fieldOf(values, key)
    const shown =
      part.type === 's' ? ((yield stringify(machine, value)) as string) : show(value, part, width, precision, key)
    text += pad(shown, part, width)
  }
  return text
}

function pad(text: string, {left}: FormatCode, width: Value): string {
  if (typeof width !== 'number') throw mismatch('-', width, 0)
  const missing = Math.ceil(width - lengthOf(text))
  if (missing <= 0) return text
  const spaces = ' '.repeat(missing)
  return left ? text + spaces : spaces + text
}

function show(value: Value, code: FormatCode, width: Value, precision: Value | undefined, at: number | string): string {
  if (code.type === 'c') return character(value)
  if (typeof value !== 'number') throw numberRequired(at, typeOf(value))
  if (precision !== undefined && typeof precision !== 'number') throw wrongPrecision(code, precision)
  if (typeof width !== 'number') throw mismatch('-', width, 0)
  return formatNumberAs(value, code, width, precision)
}

/** A precision of the values may be no number. */
function wrongPrecision({type}: FormatCode, precision: Value): Fault {
  if (type === 'e' || type === 'f') return mismatch('-', 0, precision)
  if (type === 'g') return mismatch('>=', 0, precision)
  return new Fault(`std.max second param expected number, got ${typeOf(precision)}`)
}

function character(value: Value): string {
  if (typeof value === 'string') {
    const length = lengthOf(value)
    if (length !== 1) throw new Fault(`%c expected 1-sized string got: ${length}`)
    return value
  }
  if (typeof value !== 'number') throw new Fault(`%c expected number / string, got: ${typeOf(value)}`)
  const code = toLong(value)
  if (code < 0n) throw new Fault(`codepoints must be >= 0, got ${code}`)
  if (code >= 0x110000) throw new Fault(`invalid unicode codepoint, got ${code}`)
  return String.fromCodePoint(Number(code))
}
