import type {AppDefinition} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

/** Of commands about configurations. */
export const environmentFlag = {
  env: Flags.string({
    summary: 'Only this environment of AppConfig; may be repeated, or a list with commas.',
    env: 'AWS_STACK_ENV',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'prod',
  }),
}

export const missingFlags = {
  create: Flags.boolean({
    default: false,
    summary: 'Create profiles that are not there.',
    env: 'AWS_STACK_CONFIG_CREATE',
    exclusive: ['strict'],
  }),
  strict: Flags.boolean({
    default: false,
    summary: 'Leave with 3 where a profile is not there, instead of a warning.',
    env: 'AWS_STACK_CONFIG_STRICT',
  }),
}

/** The same for a command that other apps have too: none where the app has no configurations. */
export function environmentFlagOf<Config, Facts>({
  configs,
}: AppDefinition<Config, Facts>): Partial<typeof environmentFlag> {
  return configs ? environmentFlag : {}
}

/** What of the settings a command about configurations opens its app with: those that say where they are, or all. */
export function configSettings<Config, Facts>({
  configs,
}: AppDefinition<Config, Facts>): {readonly placeOnly?: boolean; readonly only?: readonly string[]} {
  return configs?.settings ? {placeOnly: true, only: configs.settings} : {}
}

/** For a command that needs nothing but the place, and of configurations what names them. */
export function placeAndConfigs<Config, Facts>({
  configs,
}: AppDefinition<Config, Facts>): {readonly placeOnly: boolean; readonly only?: readonly string[]} {
  return {placeOnly: true, ...(configs?.settings && {only: configs.settings})}
}
