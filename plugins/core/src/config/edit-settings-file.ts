import {type Document, isCollection, isMap, parseDocument, YAMLMap} from 'yaml'

import {StackError} from '../errors.js'

export interface SettingsEdit {
  /** Stage, region, account. */
  readonly place: readonly SettingsEntry[]
  /** Whose section it is. */
  readonly app: string
  readonly own: readonly SettingsEntry[]
  /** Written as comments into a new section: what else there is, with its default. */
  readonly others: readonly SettingsEntry[]
}

export interface SettingsEntry {
  readonly key: string
  /** A list is written as one. */
  readonly value: string | readonly string[]
  /** What it is, the comment above it. */
  readonly about: string
}

/** The text of a settings file with these values in it; `''` makes a new one. What else stands in it, comments too, stays. */
export function editSettingsFile(text: string, {place, app, own, others}: SettingsEdit): string {
  const document: Document = parseDocument(text)
  if (document.contents === null) document.contents = new YAMLMap()
  const {contents} = document
  if (document.errors.length > 0 || !isMap<unknown, unknown>(contents)) {
    throw new StackError('SETTINGS_INVALID', 'the settings file is no YAML mapping, e.g. region: eu-west-1')
  }
  for (const entry of place) set(document, contents, entry)

  const known = contents.get(app)
  const section = isMap<unknown, unknown>(known) ? known : new YAMLMap()
  for (const entry of own) set(document, section, entry)
  if (section !== known) {
    section.comment = commentOf(others)
    contents.set(app, section)
  }
  return document.toString({lineWidth: 0, flowCollectionPadding: false})
}

/** A comment goes with a new key; one that is there keeps its own. */
function set(document: Document, map: YAMLMap<unknown, unknown>, {key, value, about}: SettingsEntry): void {
  if (map.has(key)) {
    if (textOf(map.get(key)) !== textOf(value)) map.set(key, document.createNode(value))
    return
  }
  const name = document.createNode(key)
  name.commentBefore = ` ${about}`
  map.add(document.createPair(name, value))
}

/** Whatever YAML has kept it as. */
function textOf(value: unknown): string {
  const plain = isCollection(value) ? (value.toJSON() as unknown) : value
  return Array.isArray(plain) ? JSON.stringify(plain.map(String)) : String(plain)
}

function commentOf(entries: readonly SettingsEntry[]): string {
  return entries.flatMap(({key, value, about}) => [` ${about}`, ` ${key}: ${String(value)}`.trimEnd()]).join('\n')
}
