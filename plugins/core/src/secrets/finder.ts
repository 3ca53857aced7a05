import type {Form} from './forms.js'

/** From `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Found {
  /** By their start. They may overlap. */
  readonly spans: readonly Span[]
  /** What comes before this will not change, whatever follows the text. */
  readonly settled: number
}

/** Finds all forms of all secrets in one pass over a text. `before` is the character before the text. */
export type Finder = (text: string, before: string) => Found

/** Forms are looked up by their first characters: no form is shorter. */
const KEY = 4
const LONGEST_TOKEN = 3
const BASE64 = /[\w+/=-]/

export function createFinder(forms: readonly Form[], tokens: readonly string[]): Finder {
  const index = createIndex(forms)
  const anyInBase64 = forms.some(({inBase64}) => inBase64)
  const token = tokenPattern(tokens)

  return (text, before) => {
    const spans: Span[] = []
    let settled = index.beginningAt(text)
    if (anyInBase64 && isBase64(text[settled - 1])) settled -= 1

    for (let at = 0; at <= text.length - KEY; at += 1) {
      for (const {text: form, inBase64} of index.candidates(text, at)) {
        if (!text.startsWith(form, at)) continue
        const start = inBase64 && isBase64(text[at - 1]) ? at - 1 : at
        const end = at + form.length
        spans.push({start, end: inBase64 && isBase64(text[end]) ? end + 1 : end})
        if (inBase64 && end === text.length) settled = Math.min(settled, start)
      }
    }

    if (token) {
      token.lastIndex = before.length
      for (const match of (before + text).matchAll(token)) {
        const start = match.index - before.length
        spans.push({start, end: start + match[0].length})
      }
      // Whether a token stands alone, its neighbours say; the end of a line is one.
      const line = tokens.some((word) => word.includes('\n')) ? 0 : text.lastIndexOf('\n') + 1
      settled = Math.min(settled, Math.max(line, text.length - LONGEST_TOKEN - 1, 0))
    }
    return {spans: spans.toSorted((one, other) => one.start - other.start), settled}
  }
}

interface Index {
  candidates(text: string, at: number): readonly Form[]
  /** Where the longest beginning of a form starts that the text ends with; else its end. */
  beginningAt(text: string): number
}

const NONE: readonly Form[] = []

function createIndex(forms: readonly Form[]): Index {
  const byKey = new Map<string, Form[]>()
  const short = new Set<string>()
  const seen = new Uint8Array(0x1_0000)
  let longest = 0
  for (const form of forms) {
    const key = form.text.slice(0, KEY)
    const known = byKey.get(key)
    if (known) known.push(form)
    else byKey.set(key, [form])
    for (let length = 1; length < KEY; length += 1) short.add(key.slice(0, length))
    seen[hashAt(form.text, 0)] = 1
    longest = Math.max(longest, form.text.length)
  }

  const candidates = (text: string, at: number) =>
    seen[hashAt(text, at)] === 1 ? (byKey.get(text.slice(at, at + KEY)) ?? NONE) : NONE
  return {
    candidates,
    beginningAt(text) {
      for (let at = Math.max(0, text.length - longest + 1); at < text.length; at += 1) {
        const end = text.slice(at)
        const begins =
          end.length < KEY
            ? short.has(end)
            : candidates(text, at).some((form) => form.text.length > end.length && form.text.startsWith(end))
        if (begins) return at
      }
      return text.length
    },
  }
}

function hashAt(text: string, at: number): number {
  let hash = 0
  for (let next = at; next < at + KEY; next += 1) hash = (hash * 31 + text.charCodeAt(next)) & 0xffff
  return hash
}

/** Standing alone: no letter, digit, hyphen or underscore beside it. An asterisk is what is left of another secret. */
function tokenPattern(tokens: readonly string[]): RegExp | undefined {
  if (tokens.length === 0) return undefined
  const longestFirst = tokens.toSorted((one, other) => other.length - one.length)
  const words = longestFirst.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}_*-])(?:${words.join('|')})(?![\\p{L}\\p{N}_*-])`, 'gu')
}

function isBase64(character: string | undefined): boolean {
  return character !== undefined && BASE64.test(character)
}
