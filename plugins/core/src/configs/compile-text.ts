import {readFile} from 'node:fs/promises'
import {relative} from 'node:path'

import type {Compiler} from '@aws-stack/jsonnet'

import {StackError} from '../errors.js'
import type {ConfigSource, ConfigSourceOptions} from './config-source.js'
import {jsonnetOptions} from './jsonnet-options.js'
import {parseJson} from './parse-json.js'
import {printJson} from './print-json.js'
import {yamlToJson} from './yaml-to-json.js'

export interface TextCompiler {
  /** The JSON of a source: of Jsonnet the bytes that `jsonnet FILE` prints, of JSON the file's own. Throws `CONFIG_INVALID`. */
  readonly text: (source: ConfigSource) => Promise<string>
  /** Jsonnet's own, for those who ask what an edit touches. */
  readonly jsonnet: Compiler
}

/** As Jsonnet lays it out. */
const PRETTY = {number: (text: string) => text, string: (value: string) => JSON.stringify(value), indent: '   '}

/** The engine is loaded here, and not before. */
export async function createTextCompiler(
  sources: readonly ConfigSource[],
  options: ConfigSourceOptions,
): Promise<TextCompiler> {
  const {Compiler, JsonnetError} = await import('@aws-stack/jsonnet')
  const jsonnet = new Compiler(jsonnetOptions(sources, options))
  const compile = async (source: ConfigSource) => {
    if (source.format === 'jsonnet') return `${jsonnet.compile(shown(source))}\n`
    const text = await readFile(source.file, 'utf8')
    if (source.format === 'yaml') return `${printJson(yamlToJson(text), PRETTY)}\n`
    parseJson(text)
    return text
  }
  return {
    jsonnet,
    text: async (source) => {
      try {
        return await compile(source)
      } catch (error) {
        if (error instanceof JsonnetError) throw new StackError('CONFIG_INVALID', error.message, {cause: error})
        throw isFileError(error) ? unreadable(error) : error
      }
    },
  }
}

/** What messages and `std.thisFile` say: the path from where the user is, as `jsonnet FILE` gets it. */
export function shown({file}: Pick<ConfigSource, 'file'>): string {
  return relative('', file)
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function unreadable(error: NodeJS.ErrnoException): StackError {
  return new StackError('CONFIG_INVALID', `cannot be read: ${error.message}`, {cause: error})
}
