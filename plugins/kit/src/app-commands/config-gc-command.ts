import {type AppDefinition, type ConfigPruneResult, pruneConfigs} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {yesFlag} from '../flags/common-flags.js'
import {configSettings} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatConfigPrune} from '../format/config-results.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configGcCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigGc extends StackCommand {
    static override summary = `Delete old versions of ${app.title}'s configurations.`

    static override description =
      'Says which, and asks. The newest ones stay, and whatever they are, those that an environment runs or ran before that: each can still be reverted. It cannot be undone.'

    static override examples = [
      {description: 'Keep the newest ten of each.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'In CI.', command: '<%= config.bin %> <%= command.id %> --keep 3 --yes --json'},
    ]

    static override args = {
      profiles: Args.string({description: 'Profiles; all without it.', multiple: true, ignoreStdin: true}),
    }

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...yesFlag,
      ...timeoutFlag,
      keep: Flags.integer({
        summary: 'Versions of each profile that stay at least.',
        env: 'AWS_STACK_CONFIG_KEEP',
        default: 10,
        min: 1,
      }),
    }

    async run(): Promise<ConfigPruneResult> {
      const parsed = await this.parse(ConfigGc)
      const {yes, keep} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const input = {profiles: [parsed.args.profiles ?? []].flat(), keep, yes}
      return this.show(await pruneConfigs(app, settings, input, ctx), formatConfigPrune)
    }
  }
}
