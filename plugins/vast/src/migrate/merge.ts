import {readSettingsFile} from '@aws-stack/core'
import {StackError} from '@aws-stack/kit'

import {vast} from '../app.js'
import type {Outcome} from './carry-over.js'

type Values = Readonly<Record<string, string | readonly string[]>>

export interface Merged {
  /** What the variables say, by setting; lists together with what the file has in them. */
  readonly own: Values
  /** All that the file would say. */
  readonly values: Readonly<Record<string, unknown>>
  /** Settings of which the file has another value. */
  readonly replaced: readonly string[]
}

/** Lays the outcomes over a settings file; `undefined` where there is none. Throws `SETTINGS_INVALID` for one that cannot be read. */
export async function merge(outcomes: readonly Outcome[], file: string | undefined): Promise<Merged> {
  const known = file === undefined ? {} : await valuesOf(file)
  const own: Record<string, string | readonly string[]> = {}
  const replaced: string[] = []
  for (const {setting, value} of outcomes) {
    if (setting === undefined || value === undefined) continue
    const kept = known[setting]
    own[setting] = isList(kept) && isList(value) ? [...new Set([...kept, ...value])] : value
    if (kept !== undefined && !isList(kept) && kept !== value) replaced.push(setting)
  }
  return {own, values: {...known, ...own}, replaced}
}

async function valuesOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  const {values, problems} = await readSettingsFile('/', file, vast.name)
  const [wrong] = problems
  if (wrong) throw new StackError('SETTINGS_INVALID', `${wrong.place}: ${wrong.message}`, {details: {problems}})
  return Object.fromEntries([...values].map(([key, {value}]) => [key, value]))
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}
