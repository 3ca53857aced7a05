import {parseJson} from './parse-json.js'
import {printJson} from './print-json.js'
import {isInteger, pythonNumber, pythonString} from './python-json.js'

/** One text for all texts of the same value: fields sorted by code point, numbers by value. Throws `CONFIG_INVALID` for what is no JSON. */
export function canonicalJson(text: string): string {
  return printJson(parseJson(text), {number: canonicalNumber, string: pythonString, sorted: true})
}

/** Whether two contents mean the same. What is no JSON means only itself. */
export function isSameContent(a: string, b: string): boolean {
  if (a === b) return true
  try {
    return canonicalJson(a) === canonicalJson(b)
  } catch {
    return false
  }
}

/** `1.0` and `1e0` are `1`; integers are exact, however large, others as a double holds them. */
export function canonicalNumber(text: string): string {
  if (isInteger(text)) return text === '-0' ? '0' : text
  const value = Number(text)
  return Number.isInteger(value) ? BigInt(value).toString() : pythonNumber(text)
}
