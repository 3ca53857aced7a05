import {Fault} from '../errors.js'
import {formatNumber} from '../print/number.js'
import {quote} from '../print/string.js'
import {type Steps, SubSteps} from '../vm/demand.js'
import type {Machine} from '../vm/machine.js'
import {elementOf} from '../vm/build.js'
import {Obj} from '../vm/object.js'
import {fieldOf, stringify} from '../vm/steps.js'
import {isFunction, typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {type Builtin, stepped} from './builtin.js'
import {type Doing, valuesOf} from './elements.js'
import {deepJoin} from './sequences.js'

/** INI, Python and XML. */
export const MANIFEST: readonly Builtin[] = [
  stepped('manifestIni', ['ini'], ([ini], machine) => manifestIni(machine, ini!)),
  stepped('manifestPython', ['v'], ([value]) => manifestPython(value!)),
  stepped('manifestPythonVars', ['conf'], function* ([conf]) {
    const lines: string[] = []
    for (const name of namesOf(conf!)) {
      const value = yield fieldOf(conf as Obj, name)
      lines.push(`${name} = ${(yield new SubSteps(manifestPython(value))) as string}\n`)
    }
    return lines.join('')
  }),
  stepped('manifestXmlJsonml', ['value'], function* ([value], machine) {
    if (!Array.isArray(value)) throw new Fault(`Expected a JSONML value (an array), got ${typeOf(value!)}`)
    return yield new SubSteps(manifestXml(machine, value))
  }),
]

function namesOf(value: Value): readonly string[] {
  if (value instanceof Obj) return value.names()
  throw new Fault(`Builtin function objectFieldsEx expected (object, boolean) but got (${typeOf(value)}, boolean)`)
}

/** A line as it is, or the name and value of one. */
type IniLine = string | readonly [name: string, value: Lazy]

/** All values are evaluated before the first is shown, except those in arrays. */
function* manifestIni(machine: Machine, ini: Value): Steps {
  if (!(ini instanceof Obj)) {
    const got = `${typeOf(ini)}, string, boolean`
    throw new Fault(`Builtin function objectHasEx expected (object, string, boolean) but got (${got})`)
  }
  const lines: IniLine[] = []
  if (ini.has('main', false)) yield* addIniLines(lines, yield fieldOf(ini, 'main'))
  const sections = yield fieldOf(ini, 'sections')
  for (const name of namesOf(sections)) {
    lines.push(`[${name}]`)
    yield* addIniLines(lines, yield fieldOf(sections as Obj, name))
  }
  let text = ''
  for (const line of lines) {
    if (typeof line === 'string') text += `${line}\n`
    else text += `${line[0]} = ${(yield stringify(machine, yield line[1])) as string}\n`
  }
  return text
}

function* addIniLines(lines: IniLine[], body: Value): Doing<void> {
  for (const name of namesOf(body)) {
    const value = yield fieldOf(body as Obj, name)
    for (const one of Array.isArray(value) ? value : [value]) lines.push([name, one])
  }
}

function* manifestPython(value: Value): Steps {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return formatNumber(value)
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (isFunction(value)) throw new Fault('cannot manifest function')
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const element of yield* valuesOf(value)) {
      parts.push((yield new SubSteps(manifestPython(element))) as string)
    }
    return `[${parts.join(', ')}]`
  }
  for (const name of value.names()) {
    const field = yield fieldOf(value, name)
    parts.push(`${quote(name)}: ${(yield new SubSteps(manifestPython(field))) as string}`)
  }
  return `{${parts.join(', ')}}`
}

/** `[tag, attributes, …children]` or `[tag, …children]`; each is evaluated where its text stands. */
function* manifestXml(machine: Machine, value: Value): Steps {
  if (typeof value === 'string') return value
  const tag = yield elementOf(value, 0)
  const {length} = value as Lazy[]
  const first = length > 1 ? yield elementOf(value, 1) : null
  const name = (yield new SubSteps(deepJoin(tag))) as string
  let text = `<${name}`
  if (first instanceof Obj) {
    for (const attribute of first.names()) {
      text += ` ${attribute}="${(yield stringify(machine, yield fieldOf(first, attribute))) as string}"`
    }
  }
  text += '>'
  for (let at = first instanceof Obj ? 2 : 1; at < length; at++) {
    text += (yield new SubSteps(manifestXml(machine, yield elementOf(value, at)))) as string
  }
  return `${text}</${name}>`
}
