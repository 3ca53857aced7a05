import {readFileSync} from 'node:fs'
import {resolve} from 'node:path'

import {evaluate, type EvaluateOptions} from './evaluate.js'
import {candidatesOf, fileImporter, type Imported, type Importer} from './import/importer.js'

/** What a file imported when it was compiled last. */
interface Compiled {
  readonly source: string
  readonly imports: Map<string, {from: string; path: string; found: Imported | undefined}>
  /** The JSON; undefined where it failed. */
  readonly json: string | undefined
}

/**
 * Compiles files again and again, each only when it or something that it imports, directly or not, has changed. External variables
 * and the like are the same for all of them and for all times.
 */
export class Compiler {
  private readonly options: EvaluateOptions
  private readonly importer: Importer
  private readonly compiled = new Map<string, Compiled>()

  constructor(options: EvaluateOptions = {}) {
    this.options = options
    this.importer = options.importer ?? fileImporter(options)
  }

  /** The JSON of a file. Throws a JsonnetError. */
  compile(file: string): string {
    const known = this.compiled.get(file)
    if (known?.json !== undefined && !this.isStale(file, known)) return known.json
    const source = readFileSync(file, 'utf8')
    const imports: Compiled['imports'] = new Map()
    const entry = {source, imports, json: undefined}
    this.compiled.set(file, entry)
    const importer: Importer = (from, path) => {
      const found = this.importer(from, path)
      imports.set(`${from}\0${path}`, {from, path, found})
      return found
    }
    const json = evaluate(source, {...this.options, filename: file, importer})
    this.compiled.set(file, {...entry, json})
    return json
  }

  /** Which compiled files have to be compiled again: those that failed, and those that have changed or whose imports have. */
  stale(): string[] {
    return [...this.compiled].flatMap(([file, own]) => (own.json === undefined || this.isStale(file, own) ? file : []))
  }

  /**
   * Which compiled files an edit of `paths` touches: they are these, or import one of them, directly or not. A file that is new may be
   * the one that an import means from now on.
   */
  touchedBy(paths: Iterable<string>): string[] {
    const edited = new Set([...paths].map((path) => resolve(path)))
    return [...this.compiled].flatMap(([file, {imports}]) => {
      const used = [file, ...[...imports.values()].flatMap((one) => this.watched(one))]
      return used.some((path) => edited.has(resolve(path))) ? file : []
    })
  }

  /** Every file that a compiled one depends on, and those that an import would mean if they were there: what to watch. */
  files(): string[] {
    const all = [...this.compiled].flatMap(([file, {imports}]) => [
      file,
      ...[...imports.values()].flatMap((one) => this.watched(one)),
    ])
    return [...new Set(all)]
  }

  /** The file that an import means, and those that would go before it if they were there. */
  private watched({from, path, found}: {from: string; path: string; found: Imported | undefined}): string[] {
    if (this.options.importer) return found ? [found.path] : []
    const files = candidatesOf(from, path, this.options.jpath)
    return found ? files.slice(0, files.indexOf(found.path) + 1) : files
  }

  private isStale(file: string, {source, imports}: Compiled): boolean {
    if (readOrNothing(file) !== source) return true
    return [...imports.values()].some(({from, path, found}) => !isSame(found, this.findOrNothing(from, path)))
  }

  private findOrNothing(from: string, path: string): Imported | undefined {
    try {
      return this.importer(from, path)
    } catch {
      return undefined
    }
  }
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isSame(before: Imported | undefined, now: Imported | undefined): boolean {
  if (!before || !now) return before === now
  return before.path === now.path && Buffer.from(before.content).equals(Buffer.from(now.content))
}
