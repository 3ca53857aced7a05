import {Fault} from '../errors.js'
import {type Place, type Steps, SubSteps, type Walk} from '../vm/demand.js'
import {placeOfField} from '../vm/fields.js'
import type {Machine} from '../vm/machine.js'
import {Obj} from '../vm/object.js'
import {fieldOf} from '../vm/steps.js'
import {typeOf} from '../vm/types.js'
import type {Lazy, Value} from '../vm/value.js'
import {manifestYaml} from '../std/manifest-yaml.js'
import {CANONICAL, JsonPrinter, MINIFIED, type Origins, placeOfElement, PRETTY} from './json.js'

/** How a value is printed; `text` takes a string, and prints it as it is. */
export type Format = 'json' | 'minified' | 'canonical' | 'yaml' | 'text'

const STYLES = {json: PRETTY, minified: MINIFIED, canonical: CANONICAL} as const

/** Where the program is not any more. */
const PRINTING: Place = {file: 'During manifestation'}

/** Prints a value in steps: one document, one for each field, or one for each element. */
export class DocumentPrinter implements Walk {
  place: Place | undefined = PRINTING
  readonly levels: {place: Place; inside: Obj | Lazy[]; names: readonly string[] | undefined; at: number}[] = []
  /** The documents of `fields`, by name. */
  readonly documents = new Map<string, string>()
  private readonly machine: Machine
  private readonly format: Format
  private readonly origins: Origins | undefined

  constructor(machine: Machine, format: Format, origins?: Origins) {
    this.machine = machine
    this.format = format
    this.origins = origins
  }

  /** What prints one document. */
  single(value: Value, place = PRINTING): SubSteps {
    if (this.format === 'text') return new SubSteps(text(value), {place, levels: []})
    if (this.format === 'yaml') return new SubSteps(manifestYaml(value, false, false))
    const printer = new JsonPrinter(this.machine, STYLES[this.format], place, this.origins)
    return new SubSteps(printer.steps(value), printer)
  }

  *fields(value: Value): Steps {
    if (!(value instanceof Obj)) {
      const wanted = 'should be an object whose keys are filenames and values hold the JSON for that file.'
      throw new Fault(`multi mode: top-level object was a ${typeOf(value)}, ${wanted}`)
    }
    this.levels.push({place: PRINTING, inside: value, names: value.names(), at: 0})
    for (const name of value.names()) {
      const element = yield fieldOf(value, name)
      const place = placeOfField(value, name) ?? PRINTING
      this.documents.set(name, (yield this.single(element, place)) as string)
    }
    return null
  }

  *elements(value: Value): Steps {
    if (!Array.isArray(value)) {
      const wanted = 'should be an array whose elements hold the JSON for each document in the stream.'
      throw new Fault(`stream mode: top-level object was a ${typeOf(value)}, ${wanted}`)
    }
    this.levels.push({place: PRINTING, inside: value, names: undefined, at: 0})
    const documents: string[] = []
    for (const element of value) {
      const place = placeOfElement(element) ?? PRINTING
      documents.push((yield this.single(yield element, place)) as string)
    }
    return documents
  }
}

function* text(value: Value): Steps {
  yield null
  if (typeof value === 'string') return value
  throw new Fault(`expected string result, got: ${typeOf(value)}`)
}
