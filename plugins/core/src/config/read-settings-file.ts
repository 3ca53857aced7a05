import {readFile} from 'node:fs/promises'
import {basename, resolve} from 'node:path'

import {isMap, isScalar, LineCounter, parseDocument, type Pair} from 'yaml'

import {StackError} from '../errors.js'
import type {Candidate} from './settings-source.js'

export interface SettingsFile {
  readonly values: Map<string, Candidate>
  readonly problems: {place: string; message: string}[]
}

const COMMON = ['stage', 'region', 'account']
const DEFAULT_NAME = 'aws-stack.yaml'

/**
 * Reads the common keys and the section of `app`. Other sections are other apps' settings.
 * Throws `SETTINGS_NOT_FOUND` for a file that was asked for by name, `SETTINGS_INVALID` for one that is no YAML mapping.
 */
export async function readSettingsFile(cwd: string, asked: string | undefined, app: string): Promise<SettingsFile> {
  const file: SettingsFile = {values: new Map(), problems: []}
  const path = resolve(cwd, asked ?? DEFAULT_NAME)
  const text = await readIfThere(path, asked !== undefined)
  if (text === undefined) return file

  const name = asked ?? basename(path)
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines})
  const place = (offset: number | undefined) => `${name}:${lines.linePos(offset ?? 0).line}`
  for (const error of document.errors) {
    file.problems.push({
      place: place(error.pos[0]),
      message: `no YAML: ${error.message.split('\n')[0]?.replace(/ at line .*/, '') ?? ''}`,
    })
  }
  if (file.problems.length > 0 || document.contents === null) return file
  if (!isMap(document.contents))
    return {...file, problems: [{place: `${name}:1`, message: 'keys are expected here, e.g. region: eu-west-1'}]}

  for (const pair of document.contents.items) {
    const {key, at} = keyOf(pair)
    if (key === app && isMap(pair.value)) {
      for (const own of pair.value.items) {
        const entry = keyOf(own)
        file.values.set(entry.key, {value: valueOf(own), place: place(entry.at)})
      }
    } else if (COMMON.includes(key)) file.values.set(key, {value: commonValueOf(key, pair), place: place(at)})
    else if (key === app && valueOf(pair) !== null)
      file.problems.push({place: place(at), message: `${key}: the settings of ${app} are expected below it`})
    else if (key !== app && !isMap(pair.value)) {
      file.problems.push({
        place: place(at),
        message: `unknown key "${key}"; known are ${[...COMMON, app].join(', ')} and the names of other apps`,
      })
    }
  }
  return file
}

async function readIfThere(path: string, required: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (!required && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StackError('SETTINGS_NOT_FOUND', `cannot read the settings file ${path}`, {cause})
  }
}

function keyOf(pair: Pair): {key: string; at: number | undefined} {
  return isScalar(pair.key)
    ? {key: String(pair.key.value), at: pair.key.range?.[0]}
    : {key: String(pair.key), at: undefined}
}

/** An account id is a text of digits: as a number it would lose the zeros that it may begin with. */
function commonValueOf(key: string, pair: Pair): unknown {
  const written = isScalar(pair.value) && typeof pair.value.value === 'number' ? pair.value.source : undefined
  return key === 'account' && written !== undefined ? written : valueOf(pair)
}

function valueOf(pair: Pair): unknown {
  const value = pair.value as {toJSON?: () => unknown} | null
  return isScalar(pair.value) ? pair.value.value : (value?.toJSON?.() ?? null)
}
