import {type AppDefinition, StackError, variablesOf} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'
import type {OptionFlag} from '@oclif/core/interfaces'

import {placeFlags} from './common-flags.js'

type SettingsFlags = Record<string, OptionFlag<string | undefined>>

/** They mean one thing everywhere; an app's setting must have another name. */
const RESERVED = new Set(
  'stage region profile config yes force json dry-run no-wait timeout wait-for-lock exit-code verbose local part only help'.split(
    ' ',
  ),
)

/** An app's settings as flags, all or `only` these: their help is the schema's own text. Their values are read by `givenFlags`, and checked by the schema alone. */
export function settingsFlags<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  only: readonly string[] = Object.keys(app.settings.shape),
): SettingsFlags {
  const variables = variablesOf(app)
  const chosen = Object.entries(app.settings.shape).filter(([key]) => only.includes(key))
  const flags = chosen.map(([key, schema]) => {
    if (RESERVED.has(kebab(key)))
      throw new StackError('APP_INVALID', `${app.name}: --${kebab(key)} is no setting's to have`, {blame: 'bug'})
    const [env] = variables.get(key) ?? []
    const fallback = schema.safeParse(undefined).data
    const flag = Flags.string({
      summary: sentence(schema.description ?? key),
      helpGroup: 'setting',
      ...(env !== undefined && {env}),
      ...(typeof fallback === 'string' && {default: fallback}),
    })
    return [kebab(key), flag]
  })
  return Object.fromEntries(flags) as SettingsFlags
}

/** The place, named by the app's own variable for the region where it has one. */
export function placeFlagsOf({regionVariable}: Pick<AppDefinition, 'regionVariable'>): typeof placeFlags {
  return regionVariable ? {...placeFlags, region: {...placeFlags.region, env: regionVariable}} : placeFlags
}

/**
 * Stage, region and settings that stand on the command line, by key. oclif would fill a flag from its variable or default too;
 * then nobody could say where a wrong value came from.
 */
export function givenFlags({settings}: WithSettings, raw: readonly RawFlag[]): Record<string, string> {
  const keys = new Map(['stage', 'region', ...Object.keys(settings.shape)].map((key) => [kebab(key), key]))
  const given = raw.flatMap((token): [string, string][] => {
    const key = token.type === 'flag' ? keys.get(token.flag) : undefined
    return key ? [[key, token.input]] : []
  })
  return Object.fromEntries(given)
}

interface WithSettings {
  readonly settings: {readonly shape: object}
}

/** For a command that belongs to no app. */
export const NO_SETTINGS: WithSettings = {settings: {shape: {}}}

/** What parsing gives a command that has the place flags. */
export interface ParsedPlace {
  readonly flags: {
    readonly verbose: boolean
    readonly local: boolean
    readonly config?: string | undefined
    readonly profile?: string | undefined
    readonly timeout?: string | undefined
    readonly 'wait-for-lock'?: string | undefined
  }
  readonly raw: readonly RawFlag[]
}

type RawFlag =
  | {readonly type: 'flag'; readonly flag: string; readonly input: string}
  | {readonly type: 'arg'; readonly input: string}

function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  return whole.endsWith('.') ? whole : `${whole}.`
}
