import {Fault} from '../errors.js'
import type {JsonValue} from '../vm/json-value.js'
import type {YamlText} from './yaml-text.js'

const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/

/** A scalar without quotes: a number, boolean or null where JSON has one like it, else a string. */
export function plainValue(text: string): JsonValue {
  if (text === '' || text === 'null') return null
  if (text === 'true' || text === 'false') return text === 'true'
  if (!NUMBER.test(text)) return text
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Fault(`[json.exception.out_of_range.406] number overflow parsing '${text}'`)
  // An integer has no sign where it is zero.
  return text === '-0' ? 0 : value
}

const SINGLE = /'(?:[^']|'')*'/y
const DOUBLE = /"(?:[^"\\]|\\[^])*"/y

/** Reads a scalar in quotes. */
export function readQuoted(text: YamlText): string {
  const single = text.character === "'"
  const literal = text.take(single ? SINGLE : DOUBLE)
  if (literal === undefined) text.fail('reached end of file while looking for closing quote')
  const folded = fold(literal.slice(1, -1).replace(/\\\r?\n[ \t]*/g, ''))
  return single ? folded.replaceAll("''", "'") : folded.replace(/\\(x..|u....|U.{8}|[^])/g, unescape)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}

function unescape(_: string, escape: string): string {
  if (escape.length > 1) return String.fromCodePoint(Number.parseInt(escape.slice(1), 16))
  return ESCAPES[escape] ?? escape
}

/** A line break is a space, and an empty line is a line break. */
export function fold(text: string): string {
  return text.replace(/[ \t]*\r?\n((?:[ \t]*\r?\n)*)[ \t]*/g, (_, empty: string) => {
    const breaks = empty.split('\n').length - 1
    return breaks === 0 ? ' ' : '\n'.repeat(breaks)
  })
}

const HEADER = /[|>]([-+0-9]*)[ \t]*(#.*)?\r?(\n|$)/y

/** Reads a block that begins with `|` or `>`; its lines are further right than `parent`. */
export function readBlock(text: YamlText, parent: number): string {
  const literal = text.character === '|'
  const header = text.take(HEADER)
  if (header === undefined) text.fail('parse error')
  const given = /[0-9]/.exec(header.slice(0, header.search(/[#\r\n]|$/)))?.[0]
  const chomp = /^.[0-9]?([-+])/.exec(header)?.[1]
  const lines = linesOf(text)
  const first = lines.find((line) => line.trim() !== '')
  const indent = given ? Math.max(parent, 0) + Number(given) : first ? first.search(/[^ ]/) : 0
  const own: string[] = []
  for (const line of lines) {
    if (line.trim() !== '' && (line.search(/[^ ]/) < indent || indent <= parent)) break
    own.push(line.slice(indent))
    text.at += line.length + 1
  }
  const body = own.join('\n')
  const content = body.replace(/\n+$/, '').replace(/^\n*$/, '')
  const rest = own.length === 0 ? '' : `${body.slice(content.length)}\n`
  const end = chomp === '-' ? '' : chomp === '+' ? rest : content === '' ? '' : '\n'
  return (literal ? content : foldBlock(content)) + end
}

function linesOf({text, at}: YamlText): string[] {
  const lines = text.slice(at).split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => line.replace(/\r$/, ''))
}

/** Lines that are further right than the others stay as they are. */
function foldBlock(content: string): string {
  return content.replace(
    /([^\n])\n(\n*)(?=([^\n]))/g,
    (all, before: string, empty: string, next: string, at: number) => {
      const line = content.slice(content.lastIndexOf('\n', at) + 1, at + 1)
      if (/^[ \t]/.test(line) || /[ \t]/.test(next)) return all
      return before + (empty === '' ? ' ' : empty)
    },
  )
}
