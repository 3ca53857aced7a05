import {join, relative, resolve} from 'node:path'

import {cancelled, StackError} from '../errors.js'
import {createTextCompiler, type TextCompiler} from './compile-text.js'
import type {ConfigSource, ConfigSourceOptions} from './config-source.js'
import {confined} from './confined.js'
import {walkConfigs} from './walk-configs.js'
import {writeCompiled} from './write-compiled.js'

export interface ConfigTreeInput {
  readonly directory: string
  /** Where the JSON goes, in the same folders; beside the sources without. */
  readonly out?: string | undefined
  /** Every `*.jsonnet`. */
  readonly all?: boolean
  readonly options: ConfigSourceOptions
  /** Begins no further file when it aborts: throws `CANCELLED`. */
  readonly signal?: AbortSignal
}

/** What became of a source. */
export interface TreeEntry {
  readonly source: ConfigSource
  readonly target: string
  readonly state: 'written' | 'unchanged' | 'failed'
  /** Of one that failed. */
  readonly message?: string
}

/** A folder of sources that is compiled into JSON files, again and again. */
export interface ConfigTree {
  /** All of them; with `edited` those that an edit of these files touches, new ones, and those that have failed. */
  compile(edited?: ReadonlySet<string>): Promise<TreeEntry[]>
  /** What the last round depends on, beside the folder itself. */
  files(): string[]
}

export async function openConfigTree(input: ConfigTreeInput): Promise<ConfigTree> {
  const walk = () => walkConfigs(input.directory, {all: input.all ?? false, except: input.out})
  const compiler = await createTextCompiler(await walk(), confined(input.directory, input.options))
  const states = new Map<string, TreeEntry['state']>()
  return {
    async compile(edited) {
      const sources = await walk()
      const touched = edited && touchedBy(edited, compiler)
      const entries: TreeEntry[] = []
      for (const source of sources) {
        if (input.signal?.aborted) throw cancelled(input.signal)
        const known = states.get(source.file)
        if (touched && known !== undefined && known !== 'failed' && !touched.has(source.file)) continue
        const entry = await compileOne(source, targetOf(source, input), compiler)
        states.set(source.file, entry.state)
        entries.push(entry)
      }
      return entries
    },
    files: () => compiler.jsonnet.files().map((file) => resolve(file)),
  }
}

function touchedBy(edited: ReadonlySet<string>, {jsonnet}: TextCompiler): ReadonlySet<string> {
  return new Set([...edited, ...jsonnet.touchedBy(edited)].map((file) => resolve(file)))
}

async function compileOne(source: ConfigSource, target: string, {text}: TextCompiler): Promise<TreeEntry> {
  let compiled: string
  try {
    compiled = await text(source)
  } catch (error) {
    if (!StackError.is(error)) throw error
    return {source, target, state: 'failed', message: error.message}
  }
  return {source, target, state: await writeCompiled(target, compiled)}
}

function targetOf({file}: ConfigSource, {directory, out}: ConfigTreeInput): string {
  const json = file.replace(/\.[^./]*$/, '.json')
  return out === undefined ? json : join(resolve(out), relative(resolve(directory), json))
}
