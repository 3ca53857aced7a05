import {type AppDefinition, type ConfigListResult, listConfigs} from '@aws-stack/core'

import {listOf} from '../flags/common-flags.js'
import {configSettings, environmentFlag} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatConfigList} from '../format/config-results.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configListCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigList extends StackCommand {
    static override summary = `List the configurations of ${app.title}, and what runs where.`

    static override description =
      'The newest version of each profile, and for each environment the version that it runs, since when, and by whom. Reads only.'

    static override examples = [
      {description: 'See what runs.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'In a script: profiles of which prod does not run the newest version.',
        command: `<%= config.bin %> <%= command.id %> --env prod --json | jq -r '.configs[] | select(.environments[0].differs) | .profile'`,
      },
    ]

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...environmentFlag,
      ...timeoutFlag,
    }

    async run(): Promise<ConfigListResult> {
      const parsed = await this.parse(ConfigList)
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const environments = listOf(parsed.flags.env)
      return this.show(await listConfigs(app, settings, {environments}, ctx), formatConfigList)
    }
  }
}
