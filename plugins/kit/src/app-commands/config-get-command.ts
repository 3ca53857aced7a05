import {type AppDefinition, type ConfigContentResult, getConfig} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {configSettings} from '../flags/config-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function configGetCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigGet extends StackCommand {
    static override summary = `Get the content of a configuration of ${app.title}.`

    static override description =
      'Writes the bytes of a version to standard output as they were uploaded: the newest version, the one that is named, or the one that an environment runs. Reads only.'

    static override examples = [
      {description: 'The newest version.', command: '<%= config.bin %> <%= command.id %> processor'},
      {
        description: 'What prod runs, in a script.',
        command: '<%= config.bin %> <%= command.id %> processor --env prod | jq .',
      },
    ]

    static override args = {profile: Args.string({description: 'Profile.', required: true, ignoreStdin: true})}

    static override flags = {
      ...settingsFlags(app, app.configs?.settings),
      ...placeFlagsOf(app),
      ...timeoutFlag,
      version: Flags.integer({summary: 'This version.', env: 'AWS_STACK_CONFIG_VERSION', min: 1}),
      env: Flags.string({
        summary: 'The version that this environment runs.',
        env: 'AWS_STACK_ENV',
        helpValue: 'prod',
        exclusive: ['version'],
      }),
    }

    async run(): Promise<ConfigContentResult> {
      const parsed = await this.parse(ConfigGet)
      const {version: asked, env: environment} = parsed.flags
      const {profile} = parsed.args
      const {settings, ctx} = await this.open(app, parsed, configSettings(app))

      const input = {profile, version: asked, environment}
      const {bytes, contentType, version, application} = await getConfig(app, settings, input, ctx)
      const buffer = Buffer.from(bytes)
      if (!this.jsonEnabled()) process.stdout.write(buffer)
      const {stage, region} = settings
      const content = buffer.toString('utf8')
      const about = {app: app.name, stage, region, application, profile, version}
      return {...about, ...(environment && {environment}), contentType, bytes: bytes.byteLength, content}
    }
  }
}
