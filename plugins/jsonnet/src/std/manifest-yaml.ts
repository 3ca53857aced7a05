import {Fault} from '../errors.js'
import {formatNumber} from '../print/number.js'
import {quote} from '../print/string.js'
import {FieldOf, Pace, type Steps, SubSteps} from '../vm/demand.js'
import {Obj} from '../vm/object.js'
import {Thunk} from '../vm/thunk.js'
import {isFunction, typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {type Builtin, lazy} from './builtin.js'
import type {Doing} from './elements.js'
import {nextElement, openValue, type OpenValue, pathOf} from './manifest-json.js'
import {isBareKey} from './yaml-key.js'

/** What may be asked for when it is first needed. */
type Switch = Lazy | undefined

export const MANIFEST_YAML: readonly Builtin[] = [
  lazy('manifestYamlDoc', ['value', 'indent_array_in_object?', 'quote_keys?'], function* ([value, indent, quoteKeys]) {
    return yield new SubSteps(manifestYaml(yield value!, indent, quoteKeys))
  }),
  lazy(
    'manifestYamlStream',
    ['value', 'indent_array_in_object?', 'c_document_end?', 'quote_keys?'],
    function* ([lazyValue, indent, documentEnd, quoteKeys]) {
      const value = yield lazyValue!
      if (!Array.isArray(value)) throw new Fault(`manifestYamlStream only takes arrays, got ${typeOf(value)}`)
      const documents: string[] = []
      for (const element of value) {
        const document = element instanceof Thunk ? yield element : element
        documents.push((yield new SubSteps(manifestYaml(document, indent, quoteKeys))) as string)
      }
      const ends = yield* isOn(documentEnd, true)
      return `---\n${documents.join('\n---\n')}${ends ? '\n...\n' : '\n'}`
    },
  ),
]

function* isOn(given: Switch, otherwise: boolean): Doing<boolean> {
  if (given === undefined) return otherwise
  const value = yield given
  if (typeof value === 'boolean') return value
  throw new Fault(`condition must be boolean, got ${typeOf(value)}.`)
}

interface OpenYaml extends OpenValue {
  /** What its lines begin with. */
  readonly indent: string
}

/** Nesting takes no stack. */
export function* manifestYaml(root: Value, indentArrays: Switch, quoteKeys: Switch): Steps {
  const open: OpenYaml[] = []
  let text = ''
  let value = root
  let indent = ''
  const pace = new Pace()
  for (;;) {
    if (pace.isDue()) yield null
    if (isOpen(value)) open.push({...openValue(value), indent})
    else text += scalar(value, indent, open)
    let top = open.at(-1)
    while (top && top.at === top.size) {
      open.pop()
      top = open.at(-1)
    }
    if (!top) return text
    if (top.at > 0) text += `\n${top.indent}`
    const name = top.names?.[top.at]
    const element = nextElement(top)
    value = element instanceof Thunk || element instanceof FieldOf ? yield element : element
    if (name === undefined) text += '-'
    else text += `${(yield* isOn(quoteKeys, true)) || !isBareKey(name) ? quote(name) : name}:`
    // A list within an object may stand as far left as its key.
    const deeper = isOpen(value) && (name === undefined || !Array.isArray(value) || (yield* isOn(indentArrays, false)))
    indent = deeper ? `${top.indent}  ` : top.indent
    const sameLine = !isOpen(value) || (name === undefined && value instanceof Obj)
    text += sameLine ? ' ' : `\n${indent}`
  }
}

/** Whether it takes lines of its own. */
function isOpen(value: Value): value is Exclude<Value, null | boolean | number | string> & (Obj | never[]) {
  if (Array.isArray(value)) return value.length > 0
  return value instanceof Obj && value.names().length > 0
}

function scalar(value: Value, indent: string, open: readonly OpenValue[]): string {
  if (typeof value === 'number') return formatNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    if (!value.endsWith('\n')) return quote(value)
    return ['|', ...value.slice(0, -1).split('\n')].join(`\n${indent}  `)
  }
  if (isFunction(value)) throw new Fault(`Tried to manifest function at ${pathOf(open)}`)
  return Array.isArray(value) ? '[]' : '{}'
}
