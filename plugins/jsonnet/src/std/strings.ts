import {Fault} from '../errors.js'
import {type Steps, SubSteps} from '../vm/demand.js'
import {lengthOf, sliceOf, toCharacters} from '../vm/text.js'
import {typeOf} from '../vm/types.js'
import type {Value} from '../vm/value.js'
import {expectTypes, lengthOfValue, toLong} from './basic.js'
import {type Builtin, lazy, stepped, strict} from './builtin.js'
import {indexable, valuesOf} from './elements.js'

const stripping = (name: string, left: boolean, right: boolean) =>
  lazy(name, ['str', 'chars'], function* ([lazyText, chars]) {
    const text = yield lazyText!
    return lengthOfValue(text) === 0 ? text : yield new SubSteps(strip(text, yield chars!, left, right))
  })

/** Text: parts, replacing, splitting, letters. */
export const STRINGS: readonly Builtin[] = [
  strict('codepoint', ['str'], (args) => {
    expectTypes('codepoint', ['string'], args)
    const [str] = args as [string]
    const length = lengthOf(str)
    if (length !== 1) throw new Fault(`codepoint takes a string of length 1, got length ${length}`)
    return str.codePointAt(0)!
  }),
  strict('char', ['n'], (args) => {
    expectTypes('char', ['number'], args)
    const code = toLong(args[0] as number)
    if (code < 0n) throw new Fault(`codepoints must be >= 0, got ${code}`)
    if (code >= 0x110000) throw new Fault(`invalid unicode codepoint, got ${code}`)
    return String.fromCodePoint(Number(code))
  }),
  strict('stringChars', ['str'], ([str]) => indexable(str!).slice()),
  strict('substr', ['str', 'from', 'len'], (args) => {
    expectTypes('substr', ['string', 'number', 'number'], args)
    const [str] = args as [string]
    const [from, length] = args.slice(1).map((number) => toLong(number as number)) as [bigint, bigint]
    if (from < 0) throw new Fault(`substr second parameter should be greater than zero, got ${from}`)
    if (length < 0) throw new Fault(`substr third parameter should be greater than zero, got ${length}`)
    return sliceOf(str, Number(from), Number(from + length))
  }),
  strict('startsWith', ['a', 'b'], ([a, b]) => edge(a!, b!, true), lengthOfValue),
  strict('endsWith', ['a', 'b'], ([a, b]) => edge(a!, b!, false), lengthOfValue),

  stripping('lstripChars', true, false),
  stripping('rstripChars', false, true),
  stripping('stripChars', true, true),
  stepped('trim', ['str'], ([str]) => strip(str!, ' \t\n\f\r\u0085\u00a0', true, true)),

  strict('asciiLower', ['str'], (args) => {
    expectTypes('asciiLower', ['string'], args)
    return asciiLower(args[0] as string)
  }),
  strict('asciiUpper', ['str'], (args) => {
    expectTypes('asciiUpper', ['string'], args)
    return (args[0] as string).replace(/[a-z]+/g, (letters) => letters.toUpperCase())
  }),
  strict('equalsIgnoreCase', ['str1', 'str2'], ([a, b]) => {
    for (const value of [a, b]) expectTypes('asciiLower', ['string'], [value!])
    return asciiLower(a as string) === asciiLower(b as string)
  }),

  strict(
    'findSubstr',
    ['pat', 'str'],
    ([pattern, str]) => positionsOf(pattern!, str!),
    (pattern) => {
      if (typeof pattern !== 'string') throw notText('first', pattern)
    },
  ),
  strict('strReplace', ['str', 'from', 'to'], (args) => {
    expectTypes('strReplace', ['string', 'string', 'string'], args)
    const [str, from, to] = args as [string, string, string]
    if (from === '') throw new Fault("'from' string must not be zero length.")
    return str.replaceAll(from, () => to)
  }),
  strict(
    'split',
    ['str', 'c'],
    ([str, separator]) => {
      if (typeof separator !== 'string') {
        throw new Fault(`std.split second parameter must be a String, got ${typeOf(separator!)}`)
      }
      if (separator === '') throw new Fault('std.split second parameter must have length 1 or greater, got 0')
      return split(str as string, separator, -1)
    },
    isSplit,
  ),
  strict('splitLimit', ['str', 'c', 'maxsplits'], (args) => {
    expectTypes('splitLimit', ['string', 'string', 'number'], args)
    const [str, separator, most] = args as [string, string, number]
    return split(str, separator, Math.trunc(most))
  }),
  strict('splitLimitR', ['str', 'c', 'maxsplits'], ([str, separator, most]) => splitFromEnd(str!, separator!, most!)),

  strict(
    'resolvePath',
    ['f', 'r'],
    ([file, path]) => {
      const text = file as string
      const folder = text.slice(0, text.lastIndexOf('/') + 1)
      if (path === null) return folder.slice(0, -1)
      if (typeof path === 'string') return folder + path
      throw new Fault(`expected string but arr[${folder.split('/').length - 1}] was ${typeOf(path!)}`)
    },
    isSplit,
  ),
]

function isSplit(value: Value): void {
  if (typeof value !== 'string') throw new Fault(`std.split first parameter must be a String, got ${typeOf(value)}`)
}

export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function edge(value: Value, part: Value, atStart: boolean): boolean {
  const whole = lengthOfValue(value)
  const length = lengthOfValue(part)
  if (whole < length) return false
  if (typeof value !== 'string') expectTypes('substr', ['string', 'number', 'number'], [value, 0, length])
  if (typeof part !== 'string') return false
  return atStart ? (value as string).startsWith(part) : (value as string).endsWith(part)
}

/** Without the characters, or elements, at its ends that are among `chars`. */
function* strip(value: Value, chars: Value, left: boolean, right: boolean): Steps {
  if (lengthOfValue(value) === 0) return value
  if (typeof chars !== 'string' && !Array.isArray(chars)) {
    throw new Fault('std.member first argument must be an array or a string')
  }
  if (Array.isArray(chars) && chars.length === 0) return value
  const elements = yield* valuesOf(indexable(value).slice())
  const strange = typeof chars === 'string' ? elements.find((element) => typeof element !== 'string') : undefined
  if (strange !== undefined) throw notText('first', strange)
  const removed = new Set<Value>(yield* valuesOf(indexable(chars).slice()))
  let from = 0
  let to = elements.length
  if (right) while (to > from && removed.has(elements[to - 1]!)) to--
  if (left) while (from < to && removed.has(elements[from]!)) from++
  const kept = elements.slice(from, to)
  return typeof value === 'string' ? (kept as string[]).join('') : kept
}

function notText(which: 'first' | 'second', value: Value): Fault {
  return new Fault(`findSubstr ${which} parameter should be a string, got ${typeOf(value)}`)
}

/** Where a pattern begins in a text; occurrences may overlap. */
export function positionsOf(pattern: Value, text: Value): number[] {
  if (typeof pattern !== 'string') throw notText('first', pattern)
  if (typeof text !== 'string') throw notText('second', text)
  const found: number[] = []
  if (pattern === '') return found
  let counted = 0
  let characters = 0
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    characters += lengthOf(text.slice(counted, at))
    counted = at
    found.push(characters)
  }
  return found
}

function split(text: string, separator: string, most: number): string[] {
  const parts = separator === '' ? [] : text.split(separator)
  if (most < 0 || parts.length <= most + 1) {
    if (most !== -1 && most < 0) return [text]
    return parts.length === 0 ? [text] : parts
  }
  return [...parts.slice(0, most), parts.slice(most).join(separator)]
}

function splitFromEnd(text: Value, separator: Value, most: Value): string[] {
  const wrong = (which: string, type: string, value: Value) =>
    new Fault(`str.splitLimitR ${which} parameter must be a ${type}, got ${typeOf(value)}`)
  if (typeof text !== 'string') throw wrong('first', 'String', text)
  if (typeof separator !== 'string') throw wrong('second', 'String', separator)
  if (separator === '') throw new Fault('std.splitLimitR second parameter must have length 1 or greater, got 0')
  if (typeof most !== 'number') throw wrong('third', 'Number', most)
  if (most === -1) return split(text, separator, -1)
  const reversed = (part: string) => toCharacters(part).reverse().join('')
  return split(reversed(text), reversed(separator), Math.trunc(most)).map(reversed).reverse()
}
