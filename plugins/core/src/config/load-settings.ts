import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import type {Settings} from '../settings.js'
import {checkSettings} from './check-settings.js'
import {gatherSettings} from './gather-settings.js'
import {type SettingsSources, variablesOf} from './settings-source.js'

export interface LoadedSettings<Config> extends Settings<Config> {
  /** Key to where its value came from: `--cidr`, `VAST_CIDR`, `VAST_CIDR in .env`, `aws-stack.yaml:7`, `sample`, `default`. */
  readonly sources: Readonly<Record<string, string>>
}

/** Throws `SETTINGS_INVALID` with all problems and their places together. */
export async function loadSettings<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  sources: SettingsSources,
): Promise<LoadedSettings<Config>> {
  const variables = variablesOf(app)
  const {chosen, problems} = await gatherSettings(app, sources)
  const values = Object.fromEntries([...chosen].map(([key, {value}]) => [key, value]))
  const {settings, problems: found} = checkSettings(app, values, {
    placeOnly: sources.placeOnly ?? false,
    only: sources.only,
  })

  const placeOf = (key: string) => chosen.get(key)?.place ?? variables.get(key)?.[0] ?? key
  const located = [
    ...problems,
    ...found.map(({key, message}) => ({place: placeOf(key), message: `${key}: ${message}`})),
  ]
  if (located.length > 0) throw settingsInvalid(app.name, located, !chosen.has('region'))

  const keys = ['stage', 'region', 'account', ...Object.keys(app.settings.shape)]
  return {...settings, sources: Object.fromEntries(keys.map((key) => [key, chosen.get(key)?.place ?? 'default']))}
}

interface Located {
  readonly place: string
  readonly message: string
}

const REGION_COMMANDS = ['export AWS_REGION=eu-west-1', 'aws configure set region eu-west-1']

function settingsInvalid(app: string, problems: Located[], noRegion: boolean): StackError {
  const lines = problems.map(({place, message}) => (place === message.split(':')[0] ? message : `${place}: ${message}`))
  const text =
    lines.length === 1
      ? lines[0]
      : `${lines.length} settings of ${app} are wrong\n${lines.map((line) => `  ${line}`).join('\n')}`
  return new StackError('SETTINGS_INVALID', text ?? '', {
    details: {problems},
    suggestions: noRegion ? REGION_COMMANDS : [],
  })
}
