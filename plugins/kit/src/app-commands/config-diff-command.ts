import {resolve} from 'node:path'

import {type AppDefinition, type DeployedConfigs, diffConfigs, type DiffConfigsResult} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {CHANGES} from '../exit-codes.js'
import {listOf} from '../flags/common-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatConfigsDiff} from '../format/configs-diff.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configDiffCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  deployed?: DeployedConfigs,
): AppCommand {
  return class ConfigDiff extends StackCommand {
    static override summary = `Show how the configurations of ${app.title} differ from those that run.`

    static override description = `Compiles the sources and compares what they mean with what is deployed in an environment: order of keys and white space are no difference. \
Profiles that are on one side alone are named. Changes nothing.`

    static override examples = [
      {description: 'Compare all.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'In CI: one profile in two environments, leave with 10 when anything differs.',
        command: '<%= config.bin %> <%= command.id %> processor --env dev,prod --exit-code --json',
      },
    ]

    static override args = {
      profiles: Args.string({description: 'Names of profiles; all without.', multiple: true, ignoreStdin: true}),
    }

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...timeoutFlag,
      env: Flags.string({
        summary: 'Environments to compare with, with commas; those that a deploy releases to without.',
        env: 'AWS_STACK_CONFIG_ENV',
        helpValue: 'prod',
      }),
      'exit-code': Flags.boolean({
        default: false,
        summary: 'Leave with 10 when anything differs.',
        env: 'AWS_STACK_EXIT_CODE',
      }),
    }

    async run(): Promise<DiffConfigsResult> {
      const parsed = await this.parse(ConfigDiff)
      const {env, 'exit-code': exitCode} = parsed.flags as {env?: string; 'exit-code': boolean}
      const {settings, ctx} = await this.open(app, parsed)
      const {stage, region, config} = settings
      const scope = {name: `${app.name}-${stage}`, stage, region, config, facts: undefined}
      const directory = resolve(app.configs?.directory(scope) ?? '.')
      const profiles = [parsed.args.profiles ?? []].flat()

      const result = await diffConfigs(app, settings, {directory, profiles, environments: listOf(env)}, ctx, deployed)

      if (exitCode && result.changed) process.exitCode = CHANGES
      return this.show(result, (shown) => formatConfigsDiff(shown, process.stdout.isTTY ? process.stdout.columns : 0))
    }
  }
}
