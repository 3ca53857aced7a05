import type {AppDefinition, StackDefinition} from './app.js'
import {variablesOfField} from './config/settings-source.js'
import {StackError} from './errors.js'
import type {Settings} from './settings.js'

/** The app as the settings want it: without the optional parts and members of families that they do not name, and the images whose repository is in one of these. */
export function wantedApp<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {config}: Settings<Config>,
): AppDefinition<Config, Facts> {
  const stacks = app.stacks.filter((stack) => isWanted(stack, config))
  const parts = stacks.map(({part}) => part)
  return {...app, stacks, images: app.images.filter(({repository}) => parts.includes(repository.part))}
}

function isWanted<Config, Facts>({part, optional, leftover}: StackDefinition<Config, Facts>, config: Config): boolean {
  if (leftover) return false
  if (optional === undefined) return true
  const named: unknown = config[optional]
  return Array.isArray(named) && named.includes(part)
}

/** Where an optional part is named: `optionalParts in aws-stack.yaml, or VAST_CLOUD_PLUGINS`. */
export function settingFor<Config, Facts>({stacks, settings}: AppDefinition<Config, Facts>, part: string): string {
  const key = stacks.find((stack) => stack.part === part)?.optional ?? ''
  return [`${key} in aws-stack.yaml`, ...variablesOfField(settings.shape[key]).slice(0, 1)].join(', or ')
}

/** A part was asked for that the settings do not name, and there is nothing of it to delete either. */
export function partOff<Config, Facts>(app: AppDefinition<Config, Facts>, part: string): StackError {
  const isOptional = app.stacks.some((stack) => stack.part === part && stack.optional !== undefined)
  const message = isOptional
    ? `${part} is an optional part of ${app.name}, and the settings do not name it: ${settingFor(app, part)}`
    : `${part} is deployed of ${app.name}, but the settings do not name it, and nothing of it can be deleted now`
  return new StackError('PART_OFF', message, {details: {part}, suggestions: [`aws-stack ${app.name}:deploy --help`]})
}
