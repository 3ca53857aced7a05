import {Fault} from '../errors.js'
import {formatNumber} from '../print/number.js'
import {quote} from '../print/string.js'
import {FieldOf, Pace, type Steps, SubSteps} from '../vm/demand.js'
import {Obj} from '../vm/object.js'
import {fieldOf, stringify} from '../vm/steps.js'
import {Thunk} from '../vm/thunk.js'
import {isFunction} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {type Builtin, lazy, stepped} from './builtin.js'

/** The members of `std` that print JSON; they differ from the output of the program in spaces and empty values. */
export const MANIFEST_JSON: readonly Builtin[] = [
  stepped('manifestJson', ['value'], ([value]) => manifestJson(value!, '    ', '\n', ': ')),
  stepped('manifestJsonMinified', ['value'], ([value]) => manifestJson(value!, '', '', ':')),
  lazy('manifestJsonEx', ['value', 'indent', 'newline?', 'key_val_sep?'], function* ([lazyValue, ...style], machine) {
    const value = yield lazyValue!
    if (!Array.isArray(value) && !(value instanceof Obj)) return scalar(value, [])
    const texts: string[] = []
    for (const [index, otherwise] of ['', '\n', ': '].entries()) {
      const text = style[index] === undefined ? otherwise : yield stringify(machine, yield style[index])
      texts.push(text as string)
    }
    return yield new SubSteps(manifestJson(value, texts[0]!, texts[1]!, texts[2]!))
  }),
]

/** A value whose elements are being printed. */
export interface OpenValue {
  readonly inside: Lazy[] | Obj
  readonly names: readonly string[] | undefined
  readonly size: number
  at: number
}

export function openValue(inside: Lazy[] | Obj): OpenValue {
  const names = Array.isArray(inside) ? undefined : inside.names()
  return {inside, names, size: names ? names.length : (inside as Lazy[]).length, at: 0}
}

/** The next element of an open value, or what must be evaluated for it. */
export function nextElement(open: OpenValue): Lazy | FieldOf {
  const {inside, names} = open
  const index = open.at++
  return Array.isArray(inside) ? inside[index]! : fieldOf(inside, names![index]!)
}

/** The way from the outermost value to the element that is printed, as an error message shows it. */
export function pathOf(open: readonly OpenValue[]): string {
  const steps = open.map(({names, at}) => (names ? quote(names[at - 1]!) : String(at - 1)))
  return steps.length === 0 ? '[ ]' : `[${steps.join(', ')}]`
}

/** Nesting takes no stack. */
function* manifestJson(root: Value, indent: string, newline: string, colon: string): Steps {
  const open: OpenValue[] = []
  let text = ''
  let value = root
  const lineBreak = () => newline + indent.repeat(open.length)
  const pace = new Pace()
  for (;;) {
    if (pace.isDue()) yield null
    if (Array.isArray(value) || value instanceof Obj) {
      open.push(openValue(value))
      text += Array.isArray(value) ? '[' : '{'
      if (open.at(-1)!.size === 0) text += newline
    } else text += scalar(value, open)
    let top = open.at(-1)
    while (top && top.at === top.size) {
      open.pop()
      text += lineBreak() + (top.names ? '}' : ']')
      top = open.at(-1)
    }
    if (!top) return text
    text += (top.at === 0 ? '' : ',') + lineBreak()
    if (top.names) text += quote(top.names[top.at]!) + colon
    const element = nextElement(top)
    value = element instanceof Thunk || element instanceof FieldOf ? yield element : element
  }
}

function scalar(value: Exclude<Value, Obj | Lazy[]>, open: readonly OpenValue[]): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return formatNumber(value)
  if (isFunction(value)) throw new Fault(`Tried to manifest function at ${pathOf(open)}`)
  return String(value)
}
