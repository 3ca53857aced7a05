import {type AppDefinition, type ConfigRevertResult, revertConfig} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {listOf, yesFlag} from '../flags/common-flags.js'
import {configSettings, environmentFlag} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {lockFlag, timeoutFlag} from '../flags/wait-flags.js'
import {formatConfigRevert} from '../format/config-results.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configRevertCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigRevert extends StackCommand {
    static override summary = `Put an earlier configuration of ${app.title} back.`

    static override description = `Where the deployment is the environment's newest and ended within 72 hours, AppConfig takes it back at once, without a strategy's steps; \
else the version that ran before is deployed once more. It says which, and asks. No version is deleted: ${app.name}:config:deploy releases it again.`

    static override examples = [
      {description: 'Take back what was released last.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'Another version, in two environments.',
        command: '<%= config.bin %> <%= command.id %> processor --to 3 --env dev,prod',
      },
      {description: 'In CI.', command: '<%= config.bin %> <%= command.id %> processor --yes --json'},
    ]

    static override args = {
      profile: Args.string({description: 'Profile; without it what was deployed last.', ignoreStdin: true}),
    }

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...environmentFlag,
      ...yesFlag,
      ...timeoutFlag,
      ...lockFlag,
      to: Flags.integer({
        summary: 'Version; without it the one that ran before.',
        env: 'AWS_STACK_CONFIG_TO',
        min: 1,
      }),
    }

    async run(): Promise<ConfigRevertResult> {
      const parsed = await this.parse(ConfigRevert)
      const {yes, to, env} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const input = {profile: parsed.args.profile, to, environments: listOf(env), yes}
      return this.show(await revertConfig(app, settings, input, ctx), formatConfigRevert)
    }
  }
}
