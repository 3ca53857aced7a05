import {type AppDefinition, outputs, type OutputsResult} from '@aws-stack/core'

import {listOf, partFlag} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatOutputs} from '../format/outputs.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function outputsCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Outputs extends StackCommand {
    static override summary = `Show the outputs of ${app.title}'s stacks.`

    static override description =
      'One row for each output: part, name, value. Reads only. Leaves with 3 when nothing is deployed.'

    static override examples = [
      {description: 'See all outputs.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'In a script.',
        command: `<%= config.bin %> <%= command.id %> --json | jq -r '.outputs[] | "\\(.name)=\\(.value)"'`,
      },
    ]

    static override flags = {...placeFlagsOf(app), ...partFlag}

    async run(): Promise<OutputsResult> {
      const parsed = await this.parse(Outputs)
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await outputs(app, settings, {parts: listOf(parsed.flags.part)}, ctx), formatOutputs)
    }
  }
}
