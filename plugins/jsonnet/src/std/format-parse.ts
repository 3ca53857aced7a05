import {Fault} from '../errors.js'

export interface FormatCode {
  /** The field of an object, or undefined. */
  readonly key: string | undefined
  readonly alternate: boolean
  readonly zero: boolean
  readonly left: boolean
  readonly blank: boolean
  readonly plus: boolean
  readonly width: number | '*'
  readonly precision: number | '*' | undefined
  readonly type: 'd' | 'o' | 'x' | 'e' | 'f' | 'g' | 'c' | 's' | '%'
  readonly capitals: boolean
}

const TYPES: Readonly<Record<string, FormatCode['type']>> = {
  d: 'd',
  i: 'd',
  u: 'd',
  o: 'o',
  x: 'x',
  X: 'x',
  e: 'e',
  E: 'e',
  f: 'f',
  F: 'f',
  g: 'g',
  G: 'g',
  c: 'c',
  s: 's',
  '%': '%',
}

const CODE = /(?:\(([^)]*)\))?([#0\- +]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?/y

/** Formats that were read: they are few, and used again and again. */
const known = new Map<string, readonly (string | FormatCode)[]>()
const MOST_KNOWN = 1000

/** The text and the codes of a format, one after the other. */
export function parseFormat(format: string): readonly (string | FormatCode)[] {
  const made = known.get(format)
  if (made) return made
  const parts: (string | FormatCode)[] = []
  let from = 0
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', from)) {
    if (at > from) parts.push(format.slice(from, at))
    CODE.lastIndex = at + 1
    const [whole = '', key, flags = '', width = '', precision] = CODE.exec(format) ?? []
    from = at + 1 + whole.length
    // A parenthesis that is not closed runs to the end.
    if (from >= format.length || (format.charAt(at + 1) === '(' && key === undefined)) {
      throw new Fault('Truncated format code.')
    }
    const letter = String.fromCodePoint(format.codePointAt(from)!)
    const type = Object.hasOwn(TYPES, letter) ? TYPES[letter] : undefined
    if (!type) throw new Fault(`Unrecognised conversion type: ${letter}`)
    from += letter.length
    parts.push({
      key,
      alternate: flags.includes('#'),
      zero: flags.includes('0'),
      left: flags.includes('-'),
      blank: flags.includes(' '),
      plus: flags.includes('+'),
      width: width === '*' ? '*' : Number(width),
      precision: precision === undefined ? undefined : precision === '*' ? '*' : Number(precision),
      type,
      capitals: letter === 'X' || letter === 'E' || letter === 'F' || letter === 'G',
    })
  }
  if (from < format.length) parts.push(format.slice(from))
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(format, parts)
  return parts
}
