import {type AppDefinition, attach, type AttachResult} from '@aws-stack/core'

import {listOf, partFlag} from '../flags/common-flags.js'
import {environmentFlagOf, placeAndConfigs} from '../flags/config-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatAttached} from '../format/attached.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function attachCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Attach extends StackCommand {
    static override summary = `Follow what runs on the stacks of ${app.title}, from any machine.`

    static override description = `Shows what has happened so far and what happens until nothing runs any more, whoever began it. \
It only looks: Ctrl-C ends the looking, not what is looked at. Leaves with 5 when an operation fails, and with 0 when nothing runs.`

    static override examples = [
      {description: 'Follow a deploy that was begun elsewhere.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'In CI, for an hour at most.', command: '<%= config.bin %> <%= command.id %> --timeout 1h --json'},
    ]

    static override flags = {...placeFlagsOf(app), ...partFlag, ...environmentFlagOf(app), ...timeoutFlag}

    async run(): Promise<AttachResult> {
      const parsed = await this.parse(Attach)
      const {part, env} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, placeAndConfigs(app))

      const result = await attach(app, settings, {parts: listOf(part), environments: listOf(env)}, ctx)

      return this.show(result, formatAttached)
    }
  }
}
