import {type AppDefinition, why, type WhyResult} from '@aws-stack/core'

import {listOf, partFlag} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatWhy} from '../format/why.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function whyCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Why extends StackCommand {
    static override summary = `Show what broke in ${app.title} the last time, and why.`

    static override description = `Reads CloudFormation's own events, so it works later and from any machine, also for a stack that was \
deleted since (90 days). Shows the first cause, what explains it (stopped tasks, log lines, hooks), whether it was mended since, and what to run next. \
Reads only, and leaves with 0 whenever it could tell.`

    static override examples = [
      {description: 'See why the last deployment failed.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Of one part, as JSON.', command: '<%= config.bin %> <%= command.id %> --part server --json'},
    ]

    static override flags = {...placeFlagsOf(app), ...partFlag}

    async run(): Promise<WhyResult> {
      const parsed = await this.parse(Why)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const result = await why(app, settings, {parts: listOf(parsed.flags.part)}, ctx)

      return this.show(result, formatWhy)
    }
  }
}
