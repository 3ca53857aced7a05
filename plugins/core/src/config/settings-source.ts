import type {AppDefinition} from '../app.js'

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
    ['region', [...(app.regionVariable ? [app.regionVariable] : []), 'AWS_STACK_REGION']],
  ])
  for (const [key, schema] of Object.entries(app.settings.shape)) {
    const name = schema.meta()?.['env']
    if (typeof name === 'string') variables.set(key, [name])
  }
  return variables
}
