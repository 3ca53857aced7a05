import {SourceFault} from '../errors.js'
import type {Span} from '../location.js'

const SIMPLE: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** The characters that a quoted literal means. */
export function unescape(literal: string, span: Span): string {
  if (!literal.includes('\\')) return literal
  let result = ''
  let start = 0
  for (let at = literal.indexOf('\\'); at >= 0; at = literal.indexOf('\\', start)) {
    result += literal.slice(start, at)
    const letter = String.fromCodePoint(literal.codePointAt(at + 1) ?? 0)
    const simple = SIMPLE[letter]
    if (simple !== undefined) {
      result += simple
      start = at + 2
    } else if (letter === 'u') {
      const [text, end] = unicodeEscape(literal, at, span)
      result += text
      start = end
    } else if (letter === '\0') {
      throw new SourceFault('Truncated escape sequence in string literal.', span)
    } else {
      throw new SourceFault(`Unknown escape sequence in string literal: '${letter}'`, span)
    }
  }
  return result + literal.slice(start)
}

/** The text of the escape at `at`, and its end. A surrogate must be followed by the escape of its other half. */
function unicodeEscape(literal: string, at: number, span: Span): [string, number] {
  const unit = hexDigits(literal, at + 2, span)
  if (unit < 0xd800 || unit >= 0xe000) return [String.fromCharCode(unit), at + 6]
  if (!literal.startsWith('\\u', at + 6)) {
    throw new SourceFault('Invalid non-BMP Unicode escape in string literal', span)
  }
  const low = hexDigits(literal, at + 8, span)
  if (unit >= 0xdc00 || low < 0xdc00 || low >= 0xe000) throw new SourceFault('Invalid UTF-16 bytes', span)
  return [String.fromCharCode(unit, low), at + 12]
}

function hexDigits(literal: string, from: number, span: Span): number {
  const text = literal.slice(from, from + 4)
  const bad = /[^0-9A-Fa-f]/.exec(text)
  if (bad) throw new SourceFault(`Malformed unicode escape character, should be hex: '${bad[0]}'`, span)
  if (text.length < 4) throw new SourceFault('Truncated unicode escape sequence in string literal.', span)
  return Number.parseInt(text, 16)
}
