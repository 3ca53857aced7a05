import {type AppDefinition, validateConfigs, type ValidateConfigsResult} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {configSourcesOf, eraFlag, sourceFlags} from '../flags/config-source-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatValidated} from '../format/validated.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configValidateCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigValidate extends StackCommand {
    static override summary = `Check the configurations of ${app.title}.`

    static override description = `Compiles them and says what is wrong, each with its path and the line of its source: types that do not exist, missing keys, wrong values; keys that nobody reads are warnings. \
Feature flags of AppConfig are checked too. Writes nothing, and needs no account but for --validator.`

    static override examples = [
      {description: 'Check all.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'In CI, also by the function that AppConfig would ask.',
        command: '<%= config.bin %> <%= command.id %> configs --validator substation_validator --json',
      },
    ]

    static override args = {
      dir: Args.string({
        description: "Folder of the sources; the setting's, or the current one, without.",
        ignoreStdin: true,
      }),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...eraFlag,
      validator: Flags.string({
        summary: 'Lambda function that is asked about each that has a version.',
        env: 'AWS_APPCONFIG_VALIDATOR',
        helpValue: 'function',
      }),
      ...sourceFlags,
    }

    async run(): Promise<ValidateConfigsResult> {
      const parsed = await this.parse(ConfigValidate)
      const {validator: name} = parsed.flags
      const sources = await configSourcesOf(app, this.access(parsed), parsed.flags, parsed.args.dir)
      const validator = name ? {name, ctx: (await this.open(app, parsed, {placeOnly: true})).ctx} : undefined

      return this.show(await validateConfigs({...sources, validator, signal: this.signals.signal}), formatValidated)
    }
  }
}
