import type {Position} from '../location.js'

/** The kind of a token is the word that error messages call it. */
export type TokenKind =
  | '"{"'
  | '"}"'
  | '"["'
  | '"]"'
  | '","'
  | '"$"'
  | '"."'
  | '"("'
  | '")"'
  | '";"'
  | 'IDENTIFIER'
  | 'NUMBER'
  | 'OPERATOR'
  | StringKind
  | Keyword
  | 'end of file'

export type StringKind =
  'STRING_DOUBLE' | 'STRING_SINGLE' | 'STRING_BLOCK' | 'VERBATIM_STRING_DOUBLE' | 'VERBATIM_STRING_SINGLE'

const KEYWORDS = [
  'assert',
  'else',
  'error',
  'false',
  'for',
  'function',
  'if',
  'import',
  'importstr',
  'importbin',
  'in',
  'local',
  'null',
  'self',
  'super',
  'tailstrict',
  'then',
  'true',
] as const

export type Keyword = (typeof KEYWORDS)[number]

const words: ReadonlySet<string> = new Set(KEYWORDS)

export function isKeyword(text: string): text is Keyword {
  return words.has(text)
}

const STRINGS: ReadonlySet<string> = new Set<StringKind>([
  'STRING_DOUBLE',
  'STRING_SINGLE',
  'STRING_BLOCK',
  'VERBATIM_STRING_DOUBLE',
  'VERBATIM_STRING_SINGLE',
])

export function isString(kind: TokenKind): kind is StringKind {
  return STRINGS.has(kind)
}

export interface Token {
  readonly kind: TokenKind
  /** The name, digits, operator or content; of a string in quotes its escapes as written. Bytes, not characters, where the source is not ASCII. */
  readonly data: string
  readonly begin: Position
  readonly end: Position
  /** Offsets into the text that was lexed. */
  readonly from: number
  readonly to: number
}

/** A token in an error message. */
export function describe({kind, data}: Token): string {
  if (data === '') return kind
  return kind === 'OPERATOR' ? `"${data}"` : `(${kind}, "${data}")`
}
