import {type AppDefinition, type ConfigDeleteResult, deleteConfig} from '@aws-stack/core'
import * as Args from '@oclif/core/args'

import {consentFlags} from '../flags/common-flags.js'
import {configSettings} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {count} from '../format/count.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configDeleteCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigDelete extends StackCommand {
    static override summary = `Delete a configuration of ${app.title} with all its versions.`

    static override description = `Deletes the versions and then the profile, as AppConfig needs it, and asks first. It cannot be undone. \
What an environment runs is refused without --force, which bypasses AppConfig's deletion protection too. \
For profiles that no stack makes: one that a part of ${app.title} makes goes with that part.`

    static override examples = [
      {description: 'Delete one.', command: '<%= config.bin %> <%= command.id %> processor'},
      {
        description: 'One that runs, in CI.',
        command: '<%= config.bin %> <%= command.id %> processor --yes --force --json',
      },
    ]

    static override args = {profile: Args.string({description: 'Profile.', required: true, ignoreStdin: true})}

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...consentFlags,
      ...timeoutFlag,
    }

    async run(): Promise<ConfigDeleteResult> {
      const parsed = await this.parse(ConfigDelete)
      const {yes, force} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const result = await deleteConfig(app, settings, {profile: parsed.args.profile, yes, force}, ctx)
      return this.show(result, ({profile, deleted}) => `${profile} deleted, with ${count(deleted, 'version')}`)
    }
  }
}
