import {type AppDefinition, listTasks, type TaskListResult} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {formatTasks} from '../format/tasks.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

const stoppedFlag = {
  stopped: Flags.boolean({
    default: false,
    summary: 'Those too that ended within the last hour, with the reason.',
    env: 'AWS_STACK_LIST_STOPPED',
  }),
}

export function listTasksCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class ListTasks extends StackCommand {
    static override aliases = aliases

    static override summary = `List the tasks of ${app.title}'s cluster.`

    static override description = `Every task, of services and one-off ones, newest first: state, health, since when, and the digests that it runs. \
Reads only. ECS remembers a task for an hour after its end.`

    static override examples = [
      {description: 'See what runs.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'What ended within the last hour, and why.',
        command: '<%= config.bin %> <%= command.id %> --stopped --json',
      },
    ]

    static override flags = {...placeFlagsOf(app), ...timeoutFlag, ...stoppedFlag}

    async run(): Promise<TaskListResult> {
      const parsed = await this.parse(ListTasks)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await listTasks(app, settings, {stopped: parsed.flags.stopped}, ctx), formatTasks)
    }
  }
}
