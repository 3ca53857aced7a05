import {isAlias, LineCounter, parseDocument, visit} from 'yaml'

import {invalid} from '../invalid.js'
import {SHORT_FORMS} from './short-forms.js'

const MAX_BYTES = 51_200

/** JSON or YAML to plain data with the long forms of the functions. */
export function parseTemplate(body: string): unknown {
  if (Buffer.byteLength(body) > MAX_BYTES) {
    throw invalid(
      `1 validation error detected: Value '${body.slice(0, 40)}…' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_BYTES}`,
    )
  }
  return body.trimStart().startsWith('{') ? parseJson(body) : parseYaml(body)
}

function parseJson(body: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw invalid(`Template format error: JSON not well-formed.${position(body)}`)
  }
  refuseDuplicates(body)
  return value
}

/** YAML is asked where a JSON text goes wrong: Node's own error gives no position in all its forms. */
function position(body: string): string {
  const lines = new LineCounter()
  const [error] = parseDocument(body, {schema: 'json', lineCounter: lines}).errors
  if (!error) return ''
  const {line, col} = lines.linePos(error.pos[0])
  return ` (line ${line}, column ${col})`
}

function refuseDuplicates(body: string): void {
  const lines = new LineCounter()
  const {errors} = parseDocument(body, {schema: 'json', lineCounter: lines})
  const duplicate = errors.find(({code}) => code === 'DUPLICATE_KEY')
  if (!duplicate) return
  const {line, col} = lines.linePos(duplicate.pos[0])
  throw invalid(`Template format error: JSON not well-formed. (line ${line}, column ${col}): duplicate key`)
}

/**
 * YAML 1.1 without timestamps, binaries, sets, aliases and merges:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html#template-formats.yaml
 */
function parseYaml(body: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(body, {
    version: '1.1',
    merge: false,
    lineCounter: lines,
    customTags: (tags) => [...tags.filter((tag) => !isUnsupported(tag)), ...SHORT_FORMS],
  })
  // A warning is an unknown tag: `!Sbu`.
  const problem = [...document.errors, ...document.warnings][0]
  if (problem) {
    const {line, col} = lines.linePos(problem.pos[0])
    const detail = problem.code === 'DUPLICATE_KEY' ? ': duplicate key' : ''
    throw invalid(`Template format error: YAML not well-formed. (line ${line}, column ${col})${detail}`)
  }
  visit(document, (_key, node) => {
    if (isAlias(node)) throw invalid('Template format error: YAML aliases are not allowed in CloudFormation templates')
  })
  return document.toJS()
}

const UNSUPPORTED = new Set(['timestamp', 'binary', 'omap', 'pairs', 'set', 'merge'])

function isUnsupported(tag: string | {readonly tag?: string}): boolean {
  const name = typeof tag === 'string' ? tag : (tag.tag ?? '')
  return UNSUPPORTED.has(name.replace('tag:yaml.org,2002:', ''))
}
