import {compileSource, type Program, thunkOf} from './compile/compile.js'
import type {SourceFile} from './compile/source-file.js'
import {Fault, SourceFault, staticError} from './errors.js'
import {faultsOf, type Source} from './import/faults.js'
import type {Imported} from './import/importer.js'
import {programOf} from './import/programs.js'
import type {NativeFunction, Options} from './options.js'
import {escapeText} from './print/string.js'
import {type Builtin, stepped} from './std/builtin.js'
import {standardLibrary} from './std/library.js'
import {Call} from './vm/demand.js'
import {fromJson, type JsonValue} from './vm/json-value.js'
import {Machine, type Surroundings} from './vm/machine.js'
import {run} from './vm/run.js'
import {stringify} from './vm/steps.js'
import type {Thunk} from './vm/thunk.js'
import {isFunction} from './vm/types.js'
import type {Func, Lazy, Value} from './vm/value.js'

/** Frames that the C++ implementation has under the program, beyond those that the user may set. */
const OWN_FRAMES = 4
/** Frames that it has under the file's own expression. */
const UNDER_FILE = 3
/** Frames that only this implementation has while it prints. */
const UNDER_PRINTING = -1

/** One evaluation: what it has imported, its external variables and its machine. */
export class Evaluation implements Surroundings {
  readonly machine: Machine
  private readonly options: Options
  private readonly imports = new Map<string, Imported>()
  private readonly files = new Map<string, Thunk>()
  private readonly variables = new Map<string, Lazy>()
  private readonly natives = new Map<string, Func>()
  private root: Source | undefined

  constructor(options: Options) {
    this.options = options
    this.machine = new Machine(this, (options.maxStack ?? 500) + OWN_FRAMES, options)
  }

  /** The value of a source; a function is called with the top-level arguments. */
  value(path: string, source: string): Value {
    const {machine} = this
    this.root = {path, text: source}
    const program = this.static(path, () => programOf(path, source))
    machine.depth = UNDER_FILE
    const value = run(machine, thunkOf(program, null))
    machine.depth = UNDER_PRINTING
    if (!isFunction(value)) return value
    const args = this.topLevelArguments()
    machine.entry = {file: 'Top-level function'}
    const result = run(machine, new Call(value, [...args.values()], [...args.keys()]))
    machine.entry = undefined
    return result
  }

  private topLevelArguments(): Map<string, Lazy> {
    const {tlaVars = {}, tlaCode = {}} = this.options
    return new Map<string, Lazy>([
      ...Object.entries(tlaVars),
      ...Object.entries(tlaCode).map(([name, code]): [string, Lazy] => [name, this.code(`tla:${name}`, code)]),
    ])
  }

  private code(path: string, code: string): Thunk {
    return thunkOf(
      this.static(path, () => compileSource({path}, code)),
      null,
    )
  }

  /** Compiles; a fault of the source becomes the error of the program. */
  private static(path: string, compile: () => Program): Program {
    try {
      return compile()
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error
      const first = {file: path, span: error.span, message: error.message}
      const all = this.root ? faultsOf(this.root, (from, imported) => this.source(from, imported)) : []
      throw staticError([first, ...all.filter(({file}) => file !== path)])
    }
  }

  private source(from: string, imported: string): Source | undefined {
    try {
      const {path, content} = this.find({path: from}, imported)
      return {path, text: textOf(content)}
    } catch (error) {
      if (error instanceof Fault) return undefined
      throw error
    }
  }

  import(from: SourceFile, path: string): Thunk {
    const found = this.find(from, path)
    const known = this.files.get(found.path)
    if (known) return known
    const source = typeof found.content === 'string' ? found.content : Buffer.from(found.content).toString('utf8')
    const thunk = thunkOf(
      this.static(found.path, () => programOf(found.path, source)),
      'import',
    )
    this.files.set(found.path, thunk)
    return thunk
  }

  importText(from: SourceFile, path: string): string {
    return textOf(this.find(from, path).content)
  }

  importBytes(from: SourceFile, path: string): Uint8Array {
    const {content} = this.find(from, path)
    return typeof content === 'string' ? Buffer.from(content) : content
  }

  private find(from: SourceFile, path: string): Imported {
    const key = `${from.path.slice(0, from.path.lastIndexOf('/') + 1)}\0${path}`
    const known = this.imports.get(key)
    if (known) return known
    const shown = `couldn't open import "${escapeText(path)}": `
    let found: Imported | undefined
    try {
      found = this.options.importer?.(from.path, path)
    } catch (error) {
      throw new Fault(shown + (error instanceof Error ? error.message : String(error)))
    }
    if (!found) throw new Fault(`${shown}no match locally or in the Jsonnet library paths.`)
    this.imports.set(key, found)
    return found
  }

  std(file: SourceFile): Value {
    return standardLibrary(file)
  }

  extVar(name: string): Lazy | undefined {
    const known = this.variables.get(name)
    if (known !== undefined) return known
    const {extVars = {}, extCode = {}} = this.options
    const code = Object.hasOwn(extCode, name) ? extCode[name] : undefined
    const text = Object.hasOwn(extVars, name) ? extVars[name] : undefined
    const value = code === undefined ? text : this.code(`<extvar:${name}>`, code)
    if (value !== undefined) this.variables.set(name, value)
    return value
  }

  native(name: string): Func | undefined {
    const known = this.natives.get(name)
    if (known) return known
    const {native = {}} = this.options
    const own = Object.hasOwn(native, name) ? native[name] : undefined
    if (!own) return undefined
    const builtin = nativeBuiltin(name, own)
    this.natives.set(name, builtin)
    return builtin
  }

  trace(text: string): void {
    this.options.trace?.(text)
  }
}

function textOf(content: Imported['content']): string {
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf8')
}

function nativeBuiltin(name: string, own: NativeFunction): Builtin {
  return stepped(name, own.params, function* (args, machine) {
    const plain: JsonValue[] = []
    for (const argument of args) {
      if (typeof argument === 'string') plain.push(argument)
      else plain.push(JSON.parse((yield stringify(machine, argument)) as string) as JsonValue)
    }
    try {
      return fromJson(own.call(...plain))
    } catch (error) {
      throw new Fault(error instanceof Error ? error.message : String(error))
    }
  })
}
