import {existsSync} from 'node:fs'
import {resolve} from 'node:path'

import type {EvaluateOptions} from '@aws-stack/jsonnet'

import {StackError} from '../errors.js'
import type {ConfigSource, ConfigSourceOptions} from './config-source.js'
import {confined} from './confined.js'

/** How the engine of Jsonnet is asked: with imports that lead nowhere but into the project and what was named. */
export function jsonnetOptions(sources: readonly ConfigSource[], options: ConfigSourceOptions): EvaluateOptions {
  const {extStr = {}, extCode = {}, extCodeFile = {}, importPaths = []} = options
  const files = Object.values(extCodeFile)
  const missing = [...importPaths, ...files].find((path) => !existsSync(path))
  if (missing !== undefined) throw new StackError('SOURCE_NOT_READABLE', `there is no ${missing} to import from`)
  // Imported rather than read: so it is compiled once, and an edit of it touches what uses it.
  const imported = Object.entries(extCodeFile).map(([name, file]) => [name, `import ${JSON.stringify(resolve(file))}`])
  return {
    extVars: extStr,
    extCode: {...extCode, ...(Object.fromEntries(imported) as Record<string, string>)},
    jpath: importPaths,
    roots: [confined(commonFolder(sources), options).root!, ...importPaths, ...files],
  }
}

function commonFolder(sources: readonly ConfigSource[]): string {
  const [first = [], ...others] = sources.map(({file}) => resolve(file).split('/').slice(0, -1))
  const differs = first.findIndex((name, at) => others.some((other) => other[at] !== name))
  return first.slice(0, differs < 0 ? first.length : differs).join('/') || '/'
}
