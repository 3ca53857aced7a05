import {Fault} from '../errors.js'
import {formatNumber} from '../print/number.js'
import {quote} from '../print/string.js'
import {type Steps, SubSteps} from '../vm/demand.js'
import {Obj} from '../vm/object.js'
import {fieldOf, stringify} from '../vm/steps.js'
import {isFunction, typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {type Builtin, lazy, stepped} from './builtin.js'
import {type Doing, valuesOf} from './elements.js'

export const MANIFEST_TOML: readonly Builtin[] = [
  stepped('manifestToml', ['value'], ([value]) => manifestToml(value!, '  ')),
  lazy('manifestTomlEx', ['value', 'indent'], function* ([lazyValue, indent], machine) {
    const value = yield lazyValue!
    const text = (yield* hasIndented(value)) ? yield stringify(machine, yield indent!) : ''
    return yield new SubSteps(manifestToml(value, text as string))
  }),
]

/** Whether anything in a table is further right. */
function* hasIndented(table: Value): Doing<boolean> {
  if (!(table instanceof Obj)) return false
  for (const name of table.names()) {
    const value = yield fieldOf(table, name)
    if (Array.isArray(value) ? value.length > 0 : value instanceof Obj && value.names().length > 0) return true
  }
  return false
}

type Path = readonly (string | number)[]

function* manifestToml(value: Value, indent: string): Steps {
  if (!(value instanceof Obj)) throw new Fault(`TOML body must be an object. Got ${typeOf(value)}`)
  return yield new SubSteps(tableBody(value, [], [], '', indent))
}

/** Keys and values first, then the sections, each after an empty line. */
function* tableBody(table: Obj, path: readonly string[], at: Path, current: string, indent: string): Steps {
  const lines: string[] = []
  const sections: {name: string; value: Obj | Lazy[]}[] = []
  for (const name of table.names()) {
    const value = yield fieldOf(table, name)
    if (value instanceof Obj || (yield new SubSteps(isTableArray(value))) === true) {
      sections.push({name, value: value as Obj | Lazy[]})
      continue
    }
    const text = yield new SubSteps(inline(value, [...at, name], false, current, indent))
    lines.push(`${current}${escapeKey(name)} = ${text as string}`)
  }
  const parts = [lines.join('\n')]
  for (const {name, value} of sections) {
    const own = [...path, name]
    if (value instanceof Obj) {
      const body = yield new SubSteps(tableBody(value, own, [...at, name], current + indent, indent))
      parts.push(header(own, current, value, '[', ']') + (body as string))
      continue
    }
    const tables: string[] = []
    for (const [index, element] of (yield* valuesOf(value)).entries()) {
      const body = yield new SubSteps(tableBody(element as Obj, own, [...at, name, index], current + indent, indent))
      tables.push(header(own, current, element as Obj, '[[', ']]') + (body as string))
    }
    parts.push(tables.join('\n\n'))
  }
  return parts.join('\n\n')
}

function header(path: readonly string[], current: string, table: Obj, open: string, close: string): string {
  const line = current + open + path.map(escapeKey).join('.') + close
  return table.names().length === 0 ? line : `${line}\n`
}

function* isTableArray(value: Value): Steps {
  if (!Array.isArray(value) || value.length === 0) return false
  return (yield* valuesOf(value)).every((element) => element instanceof Obj)
}

function escapeKey(key: string): string {
  return /^[A-Za-z0-9_-]*$/.test(key) ? key : quote(key)
}

function* inline(value: Value, at: Path, within: boolean, current: string, indent: string): Steps {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string') return quote(value)
  if (value === null) throw new Fault(`Tried to manifest "null" at ${show(at)}`)
  if (isFunction(value)) throw new Fault(`Tried to manifest function at ${show(at)}`)
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    const parts: string[] = []
    for (const [index, element] of (yield* valuesOf(value)).entries()) {
      parts.push((yield new SubSteps(inline(element, [...at, index], true, '', indent))) as string)
    }
    if (within) return `[ ${parts.join(', ')} ]`
    const inner = current + indent
    return `[\n${parts.map((part) => inner + part).join(',\n')}\n${current}]`
  }
  const parts: string[] = []
  for (const name of value.names()) {
    const field = yield fieldOf(value, name)
    const text = yield new SubSteps(inline(field, [...at, name], true, '', indent))
    parts.push(`${escapeKey(name)} = ${text as string}`)
  }
  return `{ ${parts.join(', ')} }`
}

function show(at: Path): string {
  return `[${at.map((step) => (typeof step === 'string' ? quote(step) : String(step))).join(', ')}]`
}
