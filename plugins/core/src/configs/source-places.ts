import {readFile} from 'node:fs/promises'
import {normalize} from 'node:path'

import {isNode, LineCounter, parseDocument} from 'yaml'

import type {ConfigProblem, SourcePlace} from './config-problem.js'
import {shown} from './compile-text.js'
import type {ConfigSource, ConfigSourceOptions} from './config-source.js'
import {pointerNames} from './json-path.js'
import {jsonnetOptions} from './jsonnet-options.js'

/** Where the value of a JSON Pointer comes from. */
export type FindPlaces = (pointer: string) => Pick<ConfigProblem, 'place' | 'made'>

/** Reads a source again, for its places. It must be one that compiles. */
export async function sourcePlaces(source: ConfigSource, options: ConfigSourceOptions): Promise<FindPlaces> {
  const text = await readFile(source.file, 'utf8')
  return source.format === 'jsonnet' ? jsonnetPlaces(text, source, options) : yamlPlaces(text, source.file)
}

/** The innermost expression that the file itself has for it; and the innermost of all, which may be in a library. */
async function jsonnetPlaces(text: string, source: ConfigSource, options: ConfigSourceOptions): Promise<FindPlaces> {
  const {columnOf, evaluate, lineOf} = await import('@aws-stack/jsonnet')
  const filename = shown(source)
  const places = new Map<string, SourcePlace>()
  evaluate(text, {
    ...jsonnetOptions([source], options),
    filename,
    origin: (pointer, {file, span: {begin}}) => {
      places.set(pointer, {file: normalize(file), line: lineOf(begin), column: columnOf(begin)})
    },
  })
  return (pointer) => {
    const around = enclosing(pointer).flatMap((each) => places.get(each) ?? [])
    const place = around.find(({file}) => file === filename)
    const made = around[0]
    return {...(place && {place}), ...(made && made !== place && {made})}
  }
}

/** JSON is YAML. */
function yamlPlaces(text: string, file: string): FindPlaces {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {lineCounter, merge: true})
  return (pointer) => {
    const nodes = enclosing(pointer).map((each) => document.getIn(pointerNames(each), true))
    const [begin] = nodes.find((node) => isNode(node))?.range ?? []
    if (begin === undefined) return {}
    const {line, col: column} = lineCounter.linePos(begin)
    return {place: {file: shown({file}), line, column}}
  }
}

/** The pointer, and those of the values around it, the innermost first. */
function enclosing(pointer: string): string[] {
  const all = [pointer]
  for (let at = pointer.lastIndexOf('/'); at >= 0; at = pointer.lastIndexOf('/', at - 1)) {
    all.push(pointer.slice(0, at))
    if (at === 0) break
  }
  return all
}
