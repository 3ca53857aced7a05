import {readFileSync} from 'node:fs'

import {Evaluation} from './evaluation.js'
import {fileImporter, type FileImporterOptions} from './import/importer.js'
import type {Options, Origin} from './options.js'
import {DocumentPrinter} from './print/documents.js'
import {SubSteps} from './vm/demand.js'
import {run} from './vm/run.js'
import type {Value} from './vm/value.js'

export interface EvaluateOptions extends Options, FileImporterOptions {
  /** What error messages and relative imports take the source for. */
  readonly filename?: string
  /** Values are strings, which are returned as they are instead of as JSON. */
  readonly string?: boolean
  /** JSON as `jsonnet` prints it without; or on one line, canonical (RFC 8785), or YAML. */
  readonly format?: 'json' | 'minified' | 'canonical' | 'yaml'
  /**
   * Told of each printed field and element, by its JSON Pointer (RFC 6901), where it was written; of an object that was there before its
   * array was printed, where its first field was. What a function of `std` has made has no such place, those around it do. Not told of YAML.
   */
  readonly origin?: (pointer: string, origin: Origin) => void
}

/** The JSON of a file, as `jsonnet FILE` prints it, without a line break at its end. Throws a JsonnetError. */
export function compile(file: string, options: EvaluateOptions = {}): string {
  return evaluate(readFileSync(file, 'utf8'), {...options, filename: options.filename ?? file})
}

/** The JSON of a source. Throws a JsonnetError. */
export function evaluate(source: string, options: EvaluateOptions = {}): string {
  const {machine, value, printer} = begin(source, options)
  return run(machine, printer.single(value)) as string
}

/** The JSON of each field of a source's object, by name, as `jsonnet --multi` writes it. Throws a JsonnetError. */
export function evaluateMulti(source: string, options: EvaluateOptions = {}): Map<string, string> {
  const {machine, value, printer} = begin(source, options)
  run(machine, new SubSteps(printer.fields(value), printer))
  return printer.documents
}

/** The JSON of each element of a source's array, as `jsonnet --yaml-stream` prints it. Throws a JsonnetError. */
export function evaluateStream(source: string, options: EvaluateOptions = {}): string[] {
  const {machine, value, printer} = begin(source, options)
  return run(machine, new SubSteps(printer.elements(value), printer)) as string[]
}

function begin(source: string, options: EvaluateOptions) {
  const {filename = '<cmdline>', importer = fileImporter(options), string = false, format = 'json'} = options
  const evaluation = new Evaluation({...options, importer})
  const value: Value = evaluation.value(filename, source)
  const {machine} = evaluation
  return {machine, value, printer: new DocumentPrinter(machine, string ? 'text' : format, options.origin)}
}
