// Strings are indexed by code points; JavaScript's by UTF-16 units. They differ where there are surrogates.

const SURROGATE = /[\ud800-\udfff]/

/** Strings that are remembered: programs walk along one or a few, index by index. */
const REMEMBERED = 8
const LONG = 64

/** Of each string its characters; null where units are code points. The last used is the last. */
const known = new Map<string, readonly string[] | null>()

let last = ''
let lastCharacters: readonly string[] | null = null

/** Null where units are code points. */
function charactersOf(text: string): readonly string[] | null {
  if (text === last) return lastCharacters
  if (text.length <= LONG) return SURROGATE.test(text) ? Array.from(text) : null
  let characters = known.get(text)
  if (characters === undefined) {
    characters = SURROGATE.test(text) ? Array.from(text) : null
    if (known.size === REMEMBERED) known.delete(known.keys().next().value!)
  } else known.delete(text)
  known.set(text, characters)
  last = text
  lastCharacters = characters
  return characters
}

/** The number of code points. */
export function lengthOf(text: string): number {
  return charactersOf(text)?.length ?? text.length
}

/** The code point at an index, as a string. */
export function characterAt(text: string, index: number): string {
  const own = charactersOf(text)
  return own ? own[index]! : text.charAt(index)
}

/** The code points from `from` up to `to`. */
export function sliceOf(text: string, from: number, to?: number): string {
  const own = charactersOf(text)
  return own ? own.slice(from, to).join('') : text.slice(from, to)
}

export function toCharacters(text: string): string[] {
  return charactersOf(text)?.slice() ?? text.split('')
}

/** Orders by code points: negative, zero or positive. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left === right) continue
    // Surrogates stand for what is above every other unit.
    const leftHigh = left >= 0xd800 && left < 0xe000
    const rightHigh = right >= 0xd800 && right < 0xe000
    return leftHigh === rightHigh ? left - right : leftHigh ? 1 : -1
  }
  return a.length - b.length
}
