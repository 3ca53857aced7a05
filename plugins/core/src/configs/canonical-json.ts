import {StackError} from '../errors.js'

/** Keys sorted by code point, no white space. Throws `CONFIG_INVALID` for what is no JSON. */
export function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)))
  } catch (cause) {
    throw new StackError('CONFIG_INVALID', `it is no JSON: ${(cause as Error).message}`, {cause})
  }
}

export function isSameContent(a: string, b: string): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
