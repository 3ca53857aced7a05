import {type AppDefinition, configHistory, type ConfigHistoryResult} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {listOf} from '../flags/common-flags.js'
import {configSettings, environmentFlag} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatConfigHistory} from '../format/config-results.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configHistoryCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigHistory extends StackCommand {
    static override summary = `Show the versions and deployments of a configuration of ${app.title}.`

    static override description =
      'Who made each, when, from which commit, and how it ended. AppConfig itself remembers neither of a version: what other tools have uploaded has its number alone. Reads only.'

    static override examples = [
      {description: 'The newest ones.', command: '<%= config.bin %> <%= command.id %> processor'},
      {
        description: 'Why the last deployment to prod did not stay, in a script.',
        command: `<%= config.bin %> <%= command.id %> processor --env prod --json | jq -r '.deployments[0].reason'`,
      },
    ]

    static override args = {profile: Args.string({description: 'Profile.', required: true, ignoreStdin: true})}

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...environmentFlag,
      ...timeoutFlag,
      limit: Flags.integer({
        summary: 'Versions, and deployments of each environment, at most.',
        env: 'AWS_STACK_CONFIG_LIMIT',
        default: 20,
        min: 1,
      }),
    }

    async run(): Promise<ConfigHistoryResult> {
      const parsed = await this.parse(ConfigHistory)
      const {limit, env} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const input = {profile: parsed.args.profile, environments: listOf(env), limit}
      return this.show(await configHistory(app, settings, input, ctx), formatConfigHistory)
    }
  }
}
