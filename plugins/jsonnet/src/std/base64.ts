import {Fault} from '../errors.js'
import {escapeText} from '../print/string.js'
import {mismatch} from '../vm/operators.js'
import {remainder} from '../vm/steps.js'
import {toCharacters} from '../vm/text.js'
import {Thunk} from '../vm/thunk.js'
import {typeOf} from '../vm/types.js'
import type {Value} from '../vm/value.js'
import {lengthOfValue} from './basic.js'
import {type Builtin, stepped} from './builtin.js'
import {type Doing, valuesOf} from './elements.js'

/** Text of bytes, and bytes of text. */
export const BASE64: readonly Builtin[] = [
  stepped('base64', ['input'], function* ([input]) {
    return Buffer.from(yield* bytesOf(input!)).toString('base64')
  }),
  stepped('base64Decode', ['str'], function* ([str]) {
    return (yield* decoded(str!)).toString('latin1')
  }),
  stepped('base64DecodeBytes', ['str'], function* ([str]) {
    return Array.from(yield* decoded(str!))
  }),
]

function* bytesOf(input: Value): Doing<number[]> {
  const wrong = new Fault('Can only base64 encode strings / arrays of single bytes.')
  if (typeof input === 'string') {
    const bytes = toCharacters(input).map((character) => character.codePointAt(0)!)
    if (bytes.some((byte) => byte > 255)) throw wrong
    return bytes
  }
  if (!Array.isArray(input)) throw new Fault('In comprehension, can only iterate over array.')
  const bytes: number[] = []
  for (const element of input) {
    const byte = element instanceof Thunk ? yield element : element
    if (typeof byte !== 'number') throw mismatch('<', byte, 256)
    if (byte >= 256) throw wrong
    bytes.push(byte)
  }
  return bytes
}

function* decoded(value: Value): Doing<Buffer> {
  if (lengthOfValue(value) % 4 !== 0) {
    throw new Fault((yield remainder('Not a base64 encoded string "%s"', value)) as string)
  }
  const text = typeof value === 'string' ? value : yield* joined(value)
  checkDigits(text)
  const end = text.indexOf('=')
  if (end < 0 || end >= text.length - 2) return Buffer.from(text, 'base64')
  return Buffer.concat(text.match(/.{4}/g)!.map((four) => Buffer.from(four, 'base64')))
}

/** The elements of an array, which are taken for characters. */
function* joined(value: Value): Doing<string> {
  const elements = Array.isArray(value) ? yield* valuesOf(value) : [0]
  const wrong = elements.find((element) => typeof element !== 'string')
  if (wrong !== undefined) throw new Fault(`object index must be string, got ${typeOf(wrong)}.`)
  return (elements as string[]).join('')
}

/** Padding may end each four digits, as C++ reads them. Throws at the first character that is no digit where there must be one. */
function checkDigits(text: string): void {
  for (const {0: character, index} of text.matchAll(/[^A-Za-z0-9+/]/gu)) {
    const isPadding = index % 4 === 3 || (index % 4 === 2 && text[index + 1] === '=')
    if (character !== '=' || !isPadding) throw new Fault(`field does not exist: ${escapeText(character)}`)
  }
}
