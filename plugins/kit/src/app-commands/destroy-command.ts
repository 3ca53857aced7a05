import {type AppDefinition, destroy, type DestroyResult} from '@aws-stack/core'

import {consentFlags, listOf, partFlag} from '../flags/common-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatDestroyed} from '../format/destroyed.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function destroyCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Destroy extends StackCommand {
    static override summary = `Remove ${app.title}: delete its stacks in reverse order.`

    static override description = `Says first what data would be lost for good, and asks. It cannot be undone: a new deploy makes new, empty resources. \
Needs no settings but stage and region, and works after a deploy that stopped half-way. \
With --yes, data that cannot be made again needs --force too.`

    static override examples = [
      {description: 'See what would be lost, then decide.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'Remove a test stage in CI, its data too.',
        command: '<%= config.bin %> <%= command.id %> --stage test --yes --force',
      },
    ]

    static override flags = {...placeFlagsOf(app), ...partFlag, ...consentFlags}

    async run(): Promise<DestroyResult> {
      const parsed = await this.parse(Destroy)
      const {yes, force, part} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      return this.show(await destroy(app, settings, {yes, force, parts: listOf(part)}, ctx), formatDestroyed)
    }
  }
}
