import type {z} from 'zod'

import type {AppDefinition, Problem} from '../app.js'
import {StackError} from '../errors.js'
import {scopeOf} from '../scope.js'
import type {Secrets} from '../secrets/secrets.js'
import type {Settings} from '../settings.js'
import {readDotenv} from './read-dotenv.js'
import {readSettingsFile} from './read-settings-file.js'
import {type Candidate, secretKeysOf, variablesOf} from './settings-source.js'

/** Where values come from, highest priority first. Values of the app are named by the keys of its settings schema. */
export interface SettingsSources {
  /** Folder of `.env` and `aws-stack.yaml`. */
  readonly cwd: string
  /** Another settings file than `aws-stack.yaml`; it must exist. */
  readonly file?: string | undefined
  /** Flags that were given: `stage`, `region` and keys of the app's settings. */
  readonly flags: Readonly<Record<string, string | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The region that the SDK's chain or the local AWS says, where nothing else does. */
  readonly fallbackRegion?: string | undefined
  /** Sample settings of the local AWS, by key: better than a default, lower than all else. */
  readonly sample?: Readonly<Record<string, string>> | undefined
  /** Stage and region are all that is needed: the app's own settings are neither checked nor given. */
  readonly placeOnly?: boolean | undefined
  /** Learns the values of fields with `.meta({secret: true})`. */
  readonly secrets?: Secrets | undefined
}

export interface LoadedSettings<Config> extends Settings<Config> {
  /** Key to where its value came from: `--cidr`, `VAST_CIDR`, `VAST_CIDR in .env`, `aws-stack.yaml:7`, `sample`, `default`. */
  readonly sources: Readonly<Record<string, string>>
}

const STAGE = /^(?=.{1,16}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/** Throws `SETTINGS_INVALID` with all problems and their places together. */
export async function loadSettings<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  sources: SettingsSources,
): Promise<LoadedSettings<Config>> {
  const variables = variablesOf(app)
  const file = await readSettingsFile(sources.cwd, sources.file, app.name)
  const layers = [
    fromFlags(sources.flags),
    fromVariables(variables, sources.environment, ''),
    fromVariables(variables, await readDotenv(sources.cwd), ' in .env'),
    file.values,
    fromSample(sources.sample),
    fromSample({stage: 'dev', ...(sources.fallbackRegion && {region: sources.fallbackRegion})}, 'default'),
  ]
  const secretKeys = secretKeysOf(app)
  for (const key of secretKeys) for (const layer of layers) learn(layer.get(key)?.value, sources.secrets)
  const chosen = choose(layers)
  const origin = (key: string) => chosen.get(key)?.place ?? [...(variables.get(key) ?? [])][0] ?? key

  const problems: Located[] = [...file.problems]
  const located = (found: readonly Problem[]) =>
    problems.push(...found.map(({key, message}) => ({place: origin(key), message: `${key}: ${message}`})))

  const {stage, region, ...own} = Object.fromEntries([...chosen].map(([key, {value}]) => [key, value]))
  located(commonProblems(stage, region))

  const parsed = sources.placeOnly ? undefined : app.settings.safeParse(own)
  const issues = parsed?.error?.issues ?? []
  located(issues.flatMap((issue) => toProblems(issue, own, secretKeys)))

  const settings = {
    stage: String(stage),
    region: String(region),
    config: parsed?.data as Config,
    sources: placesOf(app, chosen),
  }
  if (parsed?.success) {
    const scope = scopeOf(app, settings, undefined)
    located((app.rules ?? []).flatMap((rule) => rule(scope)))
  }

  if (problems.length > 0) throw settingsInvalid(app.name, problems)
  return settings
}

interface Located {
  place: string
  message: string
}

/** A value that a better source hides is a secret all the same. */
function learn(value: unknown, secrets: Secrets | undefined): void {
  if (typeof value === 'string' || typeof value === 'number') secrets?.add(String(value))
}

function choose(layers: ReadonlyMap<string, Candidate>[]): Map<string, Candidate> {
  return new Map(layers.toReversed().flatMap((layer) => [...layer]))
}

function fromFlags(flags: SettingsSources['flags']): Map<string, Candidate> {
  return given(Object.entries(flags), (key) => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
}

function fromVariables(
  variables: ReadonlyMap<string, readonly string[]>,
  environment: Readonly<Record<string, string | undefined>>,
  suffix: string,
): Map<string, Candidate> {
  const found = new Map<string, Candidate>()
  for (const [key, names] of variables) {
    const name = names.find((candidate) => environment[candidate])
    if (name) found.set(key, {value: environment[name], place: `${name}${suffix}`})
  }
  return found
}

function fromSample(sample: Readonly<Record<string, string>> = {}, place = 'sample'): Map<string, Candidate> {
  return given(Object.entries(sample), () => place)
}

function given(entries: [string, unknown][], place: (key: string) => string): Map<string, Candidate> {
  return new Map(
    entries.filter(([, value]) => value !== undefined).map(([key, value]) => [key, {value, place: place(key)}]),
  )
}

function commonProblems(stage: unknown, region: unknown): Problem[] {
  const problems: Problem[] = []
  if (typeof stage !== 'string' || !STAGE.test(stage)) {
    const message = 'is no stage name: at most 16 small letters, digits and single hyphens, a letter first'
    problems.push({key: 'stage', message: `${JSON.stringify(stage)} ${message}`})
  }
  if (region === undefined) problems.push({key: 'region', message: 'no region is set; name one, e.g. eu-west-1'})
  else if (typeof region !== 'string' || !REGION.test(region)) {
    problems.push({key: 'region', message: `${JSON.stringify(region)} is no region name, e.g. eu-west-1`})
  }
  return problems
}

function toProblems(issue: z.core.$ZodIssue, own: Record<string, unknown>, secretKeys: ReadonlySet<string>): Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({key, message: 'there is no such setting'}))
  const key = String(issue.path[0])
  if (own[key] === undefined) return [{key, message: 'is required'}]
  const text = issue.code === 'invalid_value' ? `is none of ${issue.values.map(String).join(', ')}` : issue.message
  return [{key, message: `${secretKeys.has(key) ? '****' : JSON.stringify(own[key])} ${text}`}]
}

function placesOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  chosen: ReadonlyMap<string, Candidate>,
): Record<string, string> {
  const keys = ['stage', 'region', ...Object.keys(app.settings.shape)]
  return Object.fromEntries(keys.map((key) => [key, chosen.get(key)?.place ?? 'default']))
}

function settingsInvalid(app: string, problems: Located[]): StackError {
  const lines = problems.map(({place, message}) => (place === message.split(':')[0] ? message : `${place}: ${message}`))
  const text =
    lines.length === 1
      ? lines[0]
      : `${lines.length} settings of ${app} are wrong\n${lines.map((line) => `  ${line}`).join('\n')}`
  return new StackError('SETTINGS_INVALID', text ?? '', {details: {problems}})
}
