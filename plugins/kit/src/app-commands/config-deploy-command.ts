import {
  type AppDefinition,
  type ConfigDeployResult,
  type ConfigsPlan,
  deployConfigs,
  planConfigs,
} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {listOf, yesFlag} from '../flags/common-flags.js'
import {configSettings, environmentFlag, missingFlags} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {lockFlag, timeoutFlag} from '../flags/wait-flags.js'
import {formatConfigDeploy, formatConfigsPlan} from '../format/config-results.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configDeployCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigDeploy extends StackCommand {
    static override summary = `Release configurations of ${app.title} through AppConfig.`

    static override description = `Compiles them, shows what would change where, asks, uploads what differs from the newest version and deploys what an environment does not run yet: \
the same content reaches dev and then prod, and a second release changes nothing. \
AppConfig takes one deployment in an environment at a time; others are waited for. A deployment that is rolled back ends it with 5 and the reason. \
Ctrl-C stops the deployment that runs, which AppConfig rolls back; twice leaves it to AppConfig. ${app.name}:config:revert goes back.`

    static override examples = [
      {description: 'Release what has changed.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'One of them, to two environments in turn.',
        command: '<%= config.bin %> <%= command.id %> processor --env dev,prod',
      },
      {
        description: 'From CI; a profile that is not there is an error.',
        command: '<%= config.bin %> <%= command.id %> --yes --strict --timeout 30m --json',
      },
    ]

    static override args = {
      profiles: Args.string({description: 'Profiles; all without it.', multiple: true, ignoreStdin: true}),
    }

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...environmentFlag,
      ...yesFlag,
      ...timeoutFlag,
      ...lockFlag,
      ...missingFlags,
      'dry-run': Flags.boolean({
        default: false,
        summary: 'Only show what would be released.',
        env: 'AWS_STACK_DRY_RUN',
      }),
    }

    async run(): Promise<ConfigDeployResult | ConfigsPlan> {
      const parsed = await this.parse(ConfigDeploy)
      const {yes, create, strict, env} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const missing = create ? ('create' as const) : strict ? ('fail' as const) : ('skip' as const)
      const input = {profiles: [parsed.args.profiles ?? []].flat(), environments: listOf(env), missing}
      if (parsed.flags['dry-run']) return this.show(await planConfigs(app, settings, input, ctx), formatConfigsPlan)
      return this.show(await deployConfigs(app, settings, {...input, yes}, ctx), formatConfigDeploy)
    }
  }
}
