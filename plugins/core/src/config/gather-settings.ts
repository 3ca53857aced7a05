import type {AppDefinition} from '../app.js'
import type {Secrets} from '../secrets/secrets.js'
import {readDotenv} from './read-dotenv.js'
import {readSettingsFile, type SettingsFile} from './read-settings-file.js'
import {type Candidate, secretKeysOf, type SettingsSources, variablesOf} from './settings-source.js'

export interface GatheredSettings {
  /** Key to the value of the first source that has it. Not checked. */
  readonly chosen: ReadonlyMap<string, Candidate>
  /** What is wrong with the settings file as a file. */
  readonly problems: SettingsFile['problems']
}

/** Looks into every source. */
export async function gatherSettings<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  sources: SettingsSources,
): Promise<GatheredSettings> {
  const variables = variablesOf(app)
  const file = await readSettingsFile(sources.cwd, sources.file, app.name)
  const layers = [
    fromFlags(sources.flags),
    fromVariables(variables, sources.environment, ''),
    fromVariables(variables, await readDotenv(sources.cwd), ' in .env'),
    file.values,
    fromSample(sources.sample),
  ]
  for (const key of secretKeysOf(app)) for (const layer of layers) learn(layer.get(key)?.value, sources.secrets)
  const fallback = choose(layers).has('region') ? undefined : await sources.fallbackRegion?.()
  const defaults = fromSample({stage: 'dev', ...(fallback && {region: fallback})}, 'default')
  return {chosen: choose([...layers, defaults]), problems: file.problems}
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
