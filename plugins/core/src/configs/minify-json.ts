import {parseJson} from './parse-json.js'
import {printJson} from './print-json.js'
import {pythonNumber, pythonString} from './python-json.js'

/**
 * What the seed's uploader sends of the same text: Python's `json.dumps(json.loads(text), separators=(',', ':'))`, byte for byte. Throws
 * `CONFIG_INVALID` for what is no JSON, and for numbers that Python would turn into `Infinity`, which is none.
 */
export function minifyJson(text: string): string {
  return printJson(parseJson(text), {number: pythonNumber, string: pythonString})
}
