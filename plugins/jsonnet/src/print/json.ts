import {Fault} from '../errors.js'
import type {Origin} from '../options.js'
import {type Demand, FieldOf, type Place, RunAsserts, type Steps, type Walk} from '../vm/demand.js'
import {fieldNow, placeOfField} from '../vm/fields.js'
import type {Machine} from '../vm/machine.js'
import {Obj} from '../vm/object.js'
import {Thunk} from '../vm/thunk.js'
import type {Lazy, Value} from '../vm/value.js'
import {formatNumber} from './number.js'
import {quote} from './string.js'

/** How values are laid out. */
export interface JsonStyle {
  readonly indent: string
  readonly newline: string
  /** Behind a comma where there is no line break. */
  readonly space: string
  readonly colon: string
  readonly emptyArray: string
  readonly emptyObject: string
  /** How numbers and strings are written; as C++ does without. */
  readonly number?: (value: number) => string
  readonly text?: (value: string) => string
  /** Fields by UTF-16 units instead of by code points. */
  readonly byUnits?: boolean
}

/** What `jsonnet` prints. */
export const PRETTY: JsonStyle = {
  indent: '   ',
  newline: '\n',
  space: '',
  colon: ': ',
  emptyArray: '[ ]',
  emptyObject: '{ }',
}

/** What a value is in a string. */
export const INLINE: JsonStyle = {...PRETTY, indent: '', newline: '', space: ' '}

/** Nothing that could be left out. */
export const MINIFIED: JsonStyle = {...INLINE, space: '', colon: ':', emptyArray: '[]', emptyObject: '{}'}

/** RFC 8785: what checksums and signatures are taken of. */
export const CANONICAL: JsonStyle = {
  ...MINIFIED,
  number: (value) => String(value),
  text: (value) => JSON.stringify(value),
  byUnits: true,
}

/** Takes where the value of a JSON Pointer was written. */
export type Origins = (pointer: string, origin: Origin) => void

/** Names that a printer remembers the text of. */
const LABELS = 1000

interface Level {
  readonly inside: Obj | Lazy[]
  /** The fields of an object. */
  readonly names: readonly string[] | undefined
  readonly size: number
  /** The line break before an element, with its indentation. */
  readonly lineBreak: string
  /** Where the value is, and where its element is that is printed. */
  readonly place: Place | undefined
  element: Place | undefined
  at: number
}

/** Prints a value in steps, evaluating it as it goes. The depth of the value takes no stack. */
export class JsonPrinter implements Walk {
  readonly levels: Level[] = []
  place: Place | undefined
  private readonly machine: Machine
  private readonly style: JsonStyle
  private readonly origins: Origins | undefined
  private text = ''
  /** Of each depth its line break; of each name its text with the colon. */
  private readonly lineBreaks: string[] = []
  private readonly labels = new Map<string, string>()

  constructor(machine: Machine, style: JsonStyle, place?: Place, origins?: Origins) {
    this.machine = machine
    this.style = style
    this.origins = origins
    this.place = place
  }

  *steps(root: Value): Steps {
    let value = root
    for (;;) {
      this.machine.meter.count()
      if (value instanceof Obj && value.needsAsserts) yield new RunAsserts(value)
      this.print(value)
      let level = this.levels.at(-1)
      while (level && level.at === level.size) {
        this.close(level)
        level = this.levels.at(-1)
      }
      if (!level) return this.text
      this.place = level.place
      const element = this.next(level)
      value = element instanceof Thunk || element instanceof FieldOf ? yield element : (element as Value)
      if (!level.names) (level.inside as Lazy[])[level.at - 1] = value
      this.place = level.element
    }
  }

  /** Prints a value with nothing in it, or goes down into one. */
  private print(value: Value): void {
    const {number = formatNumber, text = quote} = this.style
    if (typeof value === 'string') this.text += text(value)
    else if (typeof value === 'number') this.text += number(value)
    else if (value === null || typeof value === 'boolean') this.text += String(value)
    else if (Array.isArray(value)) {
      if (value.length === 0) this.text += this.style.emptyArray
      else this.enter(value, undefined, value.length)
    } else if (value instanceof Obj) {
      const names = this.style.byUnits ? value.names().toSorted() : value.names()
      if (names.length === 0) this.text += this.style.emptyObject
      else this.enter(value, names, names.length)
    } else throw new Fault("couldn't manifest function in JSON output.")
  }

  private enter(inside: Obj | Lazy[], names: readonly string[] | undefined, size: number): void {
    const {place} = this
    this.machine.descend()
    const lineBreak = this.lineBreak(this.levels.length + 1)
    this.levels.push({inside, names, size, lineBreak, place, element: place, at: 0})
    this.text += names ? '{' : '['
  }

  private close({names}: Level): void {
    this.levels.pop()
    this.machine.ascend()
    this.text += this.lineBreak(this.levels.length) + (names ? '}' : ']')
  }

  private lineBreak(depth: number): string {
    const {newline, indent} = this.style
    return (this.lineBreaks[depth] ??= newline === '' ? '' : newline + indent.repeat(depth))
  }

  private label(name: string): string {
    const known = this.labels.get(name)
    if (known !== undefined) return known
    const label = (this.style.text ?? quote)(name) + this.style.colon
    if (this.labels.size < LABELS) this.labels.set(name, label)
    return label
  }

  /** Prints what is before the next element; the element, or what must be evaluated for it. */
  private next(level: Level): Demand {
    this.machine.meter.count()
    const index = level.at++
    const {inside, names, place, lineBreak} = level
    const before = index === 0 ? lineBreak : `,${this.style.space}${lineBreak}`
    if (inside instanceof Obj) {
      const name = names![index]!
      this.text += before + this.label(name)
      const written = placeOfField(inside, name)
      level.element = written ?? place
      if (this.origins) this.tell(written)
      return fieldNow(inside, name) ?? new FieldOf(inside, name)
    }
    this.text += before
    const element = inside[index]!
    const written = placeOfElement(element)
    level.element = written ?? place
    if (this.origins) this.tell(written ?? placeOfObject(element))
    return element
  }

  private tell({file, span}: Partial<Place> = {}): void {
    if (file === undefined || !span) return
    const path = this.levels.map(({names, at}) => (names ? names[at - 1]! : String(at - 1)))
    this.origins!(path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''), {file, span})
  }
}

/** Where the first field of an object that is there already was written. */
function placeOfObject(element: Lazy): Place | undefined {
  if (!(element instanceof Obj)) return undefined
  const unit = element.layerAt(0).code?.bodies[0]
  return unit && {file: unit.file.path, span: unit.span}
}

/** Where the code of an element is; undefined where it is a value already. */
export function placeOfElement(element: Lazy): Place | undefined {
  const unit = element instanceof Thunk ? element.unit : null
  return unit ? {file: unit.file.path, span: unit.span} : undefined
}
