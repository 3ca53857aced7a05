import {type AppDefinition, gatherSettings, resolveRegion, StackError} from '@aws-stack/core'

import {findLocalAws} from '../find-local-aws.js'
import type {InitOptions} from './init.js'

type Values = Record<string, string | undefined>

export interface KnownSettings {
  /** By flags: nobody is asked for them. */
  readonly given: Values
  /** By environment, `.env`, the file as it is, the SDK's chain: offered as answers. */
  readonly known: Values
}

export async function knownSettings(app: AppDefinition, options: InitOptions): Promise<KnownSettings> {
  const {cwd, file, environment, profile, local, localInstalled} = options
  const given = {...options.given, ...Object.fromEntries(options.set.map(toPair))}
  const fallbackRegion = async () => {
    if (local) return findLocalAws(environment, localInstalled).region
    return given['region'] === undefined ? resolveRegion({profile}) : undefined
  }
  const {chosen, problems} = await gatherSettings(app, {cwd, file, environment, flags: {}, fallbackRegion})
  const [wrong] = problems
  if (wrong) throw new StackError('SETTINGS_INVALID', `${wrong.place}: ${wrong.message}`, {details: {problems}})
  const known = [...chosen].map(([key, {value}]) => [key, textOf(value)])
  return {given, known: Object.fromEntries(known) as Values}
}

/** As a flag would give it. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function toPair(text: string): [string, string] {
  const [, key, value] = /^(\w+)=(.*)$/s.exec(text) ?? []
  if (key === undefined || value === undefined) {
    throw new StackError('USAGE', `--set takes key=value, not "${text}"`, {suggestions: ['aws-stack init --help']})
  }
  return [key, value]
}
