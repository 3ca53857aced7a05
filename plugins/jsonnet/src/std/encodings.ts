import {createHash} from 'node:crypto'

import {Fault} from '../errors.js'
import {quote} from '../print/string.js'
import {stringify} from '../vm/steps.js'
import {toCharacters} from '../vm/text.js'
import {typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {expectTypes} from './basic.js'
import {type Builtin, stepped, strict} from './builtin.js'
import {valuesOf} from './elements.js'

const XML: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
}

const GO_ONLY = 'This function is only supported in go version of jsonnet. See https://github.com/google/go-jsonnet'

const escape = (name: string, change: (text: string) => string, parameter = 'str_') =>
  stepped(name, [parameter], function* ([value], machine) {
    return change((yield stringify(machine, value!)) as string)
  })

const goOnly = (name: string) =>
  strict(name, ['str'], () => {
    throw new Fault(GO_ONLY)
  })

/** Text in other languages, bytes, numbers in text, checksums. */
export const ENCODINGS: readonly Builtin[] = [
  escape('escapeStringJson', quote),
  escape('escapeStringPython', quote, 'str'),
  escape('escapeStringBash', (text) => `'${text.replaceAll("'", `'"'"'`)}'`),
  escape('escapeStringDollars', (text) => text.replaceAll('$', '$$$$')),
  escape('escapeStringXML', (text) => text.replace(/[<>&"']/g, (character) => XML[character]!)),

  strict('encodeUTF8', ['str'], (args) => {
    expectTypes('encodeUTF8', ['string'], args)
    return Array.from(Buffer.from(args[0] as string, 'utf8'))
  }),
  stepped('decodeUTF8', ['arr'], function* (args) {
    expectTypes('decodeUTF8', ['array'], args)
    const values = yield* valuesOf(args[0] as Lazy[])
    return Buffer.from(values.map(byteAt)).toString('utf8')
  }),
  strict('md5', ['str'], (args) => {
    expectTypes('md5', ['string'], args)
    return createHash('md5')
      .update(args[0] as string, 'utf8')
      .digest('hex')
  }),
  goOnly('sha1'),
  goOnly('sha256'),
  goOnly('sha512'),
  goOnly('sha3'),

  strict('parseInt', ['str'], ([str]) => {
    const text = textOf(str!)
    if (text === '' || text === '-') throw new Fault(`Not an integer: "${text}"`)
    return text.startsWith('-') ? -natural(text.slice(1), 10) : natural(text, 10)
  }),
  strict('parseOctal', ['str'], ([str]) => {
    if (textOf(str!) === '') throw new Fault('Not an octal number: ""')
    return natural(textOf(str!), 8)
  }),
  strict('parseHex', ['str'], ([str]) => {
    if (textOf(str!) === '') throw new Fault('Not hexadecimal: ""')
    return natural(textOf(str!), 16)
  }),
]

function textOf(value: Value): string {
  if (typeof value === 'string') return value
  throw new Fault(`Expected string, got ${typeOf(value)}`)
}

function natural(text: string, base: number): number {
  let result = 0
  for (const character of toCharacters(text)) {
    const code = character.codePointAt(0)!
    const digit = code >= 97 ? code - 87 : code >= 65 ? code - 55 : code - 48
    if (digit < 0 || digit >= base) throw new Fault(`${text} is not a base ${base} integer`)
    result = base * result + digit
  }
  return result
}

function byteAt(value: Value, index: number): number {
  if (typeof value !== 'number') throw new Fault(`Element ${index} of the provided array was not a number`)
  if (value >= 0 && value <= 255 && Number.isInteger(value)) return value
  throw new Fault(`Element ${index} of the provided array was not an integer in range [0,255]`)
}
