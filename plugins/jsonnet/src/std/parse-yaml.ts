import {fromJson, type JsonValue} from '../vm/json-value.js'
import {expectTypes} from './basic.js'
import {type Builtin, strict} from './builtin.js'
import {keyOf, readFlow} from './yaml-flow.js'
import {fold, plainValue, readBlock, readQuoted} from './yaml-scalar.js'
import {YamlText} from './yaml-text.js'

export const PARSE_YAML: readonly Builtin[] = [
  strict('parseYaml', ['str'], (args) => {
    expectTypes('parseYaml', ['string'], args)
    return fromJson(parseYaml(args[0] as string))
  }),
]

/** A text with `---` is an array of its documents. Anchors and tags are errors, and aliases text, as in the C++ implementation. */
function parseYaml(source: string): JsonValue {
  const lines = source.replace(/^\ufeff/, '').split('\n')
  const documents: string[][] = [[]]
  let marked = false
  let closed = false
  for (const line of lines) {
    if (/^---(\s|$)/.test(line)) {
      if (marked || documents.at(-1)!.some((own) => own.replace(/#.*/, '').trim() !== '')) documents.push([])
      else documents[documents.length - 1] = []
      // Its place in the line stays what it is.
      documents.at(-1)!.push(`   ${line.slice(3)}`)
      marked = true
      closed = false
    } else if (/^\.\.\.(\s|$)/.test(line)) closed = true
    else if (!closed && !(line.startsWith('%') && documents.at(-1)!.length === 0)) documents.at(-1)!.push(line)
  }
  const values = documents.map((document) => readDocument(document.join('\n')))
  return marked ? values : values[0]!
}

function readDocument(source: string): JsonValue {
  const text = new YamlText(source)
  const value = readNode(text, -1)
  text.skipLines()
  if (!text.ended) text.fail('parse error')
  return value
}

/** Reads the value that comes next, if it is further right than `parent`. */
function readNode(text: YamlText, parent: number): JsonValue {
  text.skipLines()
  if (text.ended || text.column <= parent) return null
  text.refuseProperties()
  if (isMark(text, '-')) return text.nested(() => readSequence(text, text.column))
  if (text.character === '|' || text.character === '>') return readBlock(text, parent)
  if (isMark(text, '?')) return text.nested(() => readMapping(text, text.column))

  const {at} = text
  const value = readInline(text, parent)
  text.skipSpaces()
  if (!isMark(text, ':')) return value
  if (text.text.slice(at, text.at).includes('\n')) text.fail('parse error')
  text.at = at
  return text.nested(() => readMapping(text, text.column))
}

/** Whether the character is a mark of its own here. */
function isMark(text: YamlText, mark: string): boolean {
  return text.character === mark && text.isBlankAfter()
}

const PLAIN_LINE = /(?:[^:#\n]|:(?=\S)|(?<=\S)#)+/y

/** A value in brackets or quotes, or plain text over several lines. */
function readInline(text: YamlText, parent: number): JsonValue {
  if (/["'[{]/.test(text.character)) return readFlow(text)
  const start = text.at
  text.take(PLAIN_LINE)
  if (isMark(text, ':')) return plainValue(text.text.slice(start, text.at).trim())
  let end = text.at
  for (;;) {
    text.skipSpaces()
    if (text.character !== '\n' && text.character !== '\r') break
    const before = text.at
    while (/\s/.test(text.character) && !text.ended) text.at++
    const goesOn = !text.ended && text.column > parent && !text.startsWith('#')
    const line = goesOn ? text.take(PLAIN_LINE) : undefined
    if (line === undefined || isMark(text, ':')) {
      text.at = line === undefined ? before : text.at
      if (line !== undefined) text.fail('parse error')
      break
    }
    end = text.at
  }
  return plainValue(fold(text.text.slice(start, end).trim()))
}

function readSequence(text: YamlText, column: number): JsonValue[] {
  const elements: JsonValue[] = []
  while (!text.ended && text.column === column && isMark(text, '-')) {
    text.at++
    elements.push(readNode(text, column))
    text.skipLines()
  }
  if (!text.ended && text.column > column) text.fail('parse error')
  return elements
}

function readMapping(text: YamlText, column: number): JsonValue {
  const fields: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>
  while (!text.ended && text.column === column) {
    const key = readKey(text, column)
    text.at++
    fields[key] = readMember(text, column)
    text.skipLines()
  }
  if (!text.ended && text.column > column) text.fail('parse error')
  return fields
}

/** Reads a key up to its colon. */
function readKey(text: YamlText, column: number): string {
  let key: string
  if (isMark(text, '?')) {
    text.at++
    key = keyOf(text, readNode(text, column))
    text.skipLines()
  } else if (text.character === '"' || text.character === "'") key = readQuoted(text)
  else if (text.character === '[' || text.character === '{') key = keyOf(text, readFlow(text))
  else key = (text.take(PLAIN_LINE) ?? '').trim()
  text.skipSpaces()
  if (!isMark(text, ':')) text.fail('parse error')
  return key
}

/** The value behind a colon: in the same line, further right, or a list as far left as its key. */
function readMember(text: YamlText, column: number): JsonValue {
  text.skipToToken()
  if (text.atLineEnd()) {
    text.skipLines()
    if (text.column === column && isMark(text, '-')) return text.nested(() => readSequence(text, column))
    return readNode(text, column)
  }
  const {at, lineStart} = text
  const isQuestion = isMark(text, '?') || isMark(text, '-')
  if (isQuestion) text.fail('parse error')
  const value = readNode(text, column)
  // A mapping cannot begin in the line of its key.
  const colon = /^[^\n"'[{|>]*?:[ \t\r]*(?=[^\s]|$)/.exec(text.text.slice(at).split('\n', 1)[0]!)
  if (colon && lineStart <= at && typeof value === 'object' && value !== null && !/[[{]/.test(text.text.charAt(at))) {
    text.at = at + colon[0].trimEnd().length
    text.fail('two colons on same line')
  }
  return value
}
