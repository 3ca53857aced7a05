import type {Value} from '../vm/value.js'
import type {Builtin} from './builtin.js'
import {ARRAYS} from './arrays.js'
import {BASE64} from './base64.js'
import {BASIC} from './basic.js'
import {ENCODINGS} from './encodings.js'
import {FORMAT} from './format.js'
import {MANIFEST} from './manifest.js'
import {MANIFEST_JSON} from './manifest-json.js'
import {MANIFEST_TOML} from './manifest-toml.js'
import {MANIFEST_YAML} from './manifest-yaml.js'
import {MATH} from './math.js'
import {OBJECTS} from './objects.js'
import {PARSE_JSON} from './parse-json.js'
import {PARSE_YAML} from './parse-yaml.js'
import {SEQUENCES} from './sequences.js'
import {SETS} from './sets.js'
import {SLICE} from './slice.js'
import {STRINGS} from './strings.js'

const TOPICS = [
  BASIC,
  ARRAYS,
  SEQUENCES,
  SLICE,
  SETS,
  STRINGS,
  OBJECTS,
  MATH,
  FORMAT,
  ENCODINGS,
  BASE64,
  MANIFEST,
  MANIFEST_JSON,
  MANIFEST_YAML,
  MANIFEST_TOML,
  PARSE_JSON,
  PARSE_YAML,
]

/** Constants and functions by name. */
const MEMBERS: ReadonlyMap<string, Exclude<Value, null>> = new Map<string, Exclude<Value, null>>([
  ['pi', Math.PI],
  ...TOPICS.flatMap((topic) => topic.map((builtin): [string, Builtin] => [builtin.name, builtin])),
])

/** What `std` has under a name; undefined where it has nothing. */
export function stdConstant(name: string): Exclude<Value, null> | undefined {
  return MEMBERS.get(name)
}

export function stdNames(): string[] {
  return [...MEMBERS.keys()]
}
