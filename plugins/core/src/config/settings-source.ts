import type {z} from 'zod'

import type {AppDefinition} from '../app.js'
import type {Secrets} from '../secrets/secrets.js'

/** Where values come from, highest priority first. Values of the app are named by the keys of its settings schema. */
export interface SettingsSources {
  /** Folder of `.env` and `aws-stack.yaml`. */
  readonly cwd: string
  /** Another settings file than `aws-stack.yaml`; it must exist. */
  readonly file?: string | undefined
  /** Flags that were given: `stage`, `region` and keys of the app's settings. */
  readonly flags: Readonly<Record<string, string | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The SDK's chain: asked where nothing else names a region. */
  readonly fallbackRegion?: (() => Promise<string | undefined>) | undefined
  /** Sample settings of the local AWS, by key: better than a default, lower than all else. */
  readonly sample?: Readonly<Record<string, string>> | undefined
  /** Stage and region are all that is needed: the app's own settings are neither checked nor given, but for those of `only`. */
  readonly placeOnly?: boolean | undefined
  /** Keys of the app's settings. */
  readonly only?: readonly string[] | undefined
  /** Learns the values of fields with `.meta({secret: true})`. */
  readonly secrets?: Secrets | undefined
}

/** A value that some source gives, and where it stands there. */
export interface Candidate {
  readonly value: unknown
  readonly place: string
}

/** Keys whose field says `.meta({secret: true})`. */
export function secretKeysOf<Config, Facts>({settings}: AppDefinition<Config, Facts>): Set<string> {
  const secret = Object.entries(settings.shape).filter(([, schema]) => schema.meta()?.['secret'] === true)
  return new Set(secret.map(([key]) => key))
}

/** The environment variables of each key, the likelier first. */
export function variablesOf<Config, Facts>(app: AppDefinition<Config, Facts>): Map<string, string[]> {
  const variables = new Map([
    ['stage', ['AWS_STACK_STAGE']],
    ['account', ['AWS_STACK_ACCOUNT']],
    ['region', [...(app.regionVariable ? [app.regionVariable] : []), 'AWS_STACK_REGION']],
  ])
  for (const [key, schema] of Object.entries(app.settings.shape)) {
    const names = variablesOfField(schema)
    if (names.length > 0) variables.set(key, names)
  }
  return variables
}

/** Of one field's `.meta({env})`, which is a name or a list of them. */
export function variablesOfField(schema: z.ZodType | undefined): string[] {
  const names: unknown = schema?.meta()?.['env']
  return [names].flat().filter((name) => typeof name === 'string')
}
