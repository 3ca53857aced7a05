import {type AppDefinition, destroy, type DestroyResult} from '@aws-stack/core'

import * as Flags from '@oclif/core/flags'

import {consentFlags, listOf, partFlag} from '../flags/common-flags.js'
import {lockFlag, timeoutFlag} from '../flags/wait-flags.js'
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

    static override flags = {
      ...placeFlagsOf(app),
      ...partFlag,
      ...consentFlags,
      ...timeoutFlag,
      ...lockFlag,
      'retain-resource': Flags.string({
        summary: 'Leave this resource behind where a deletion has failed at it; may be repeated.',
        env: 'AWS_STACK_RETAIN_RESOURCE',
        helpValue: 'LogicalId',
        multiple: true,
        multipleNonGreedy: true,
      }),
    }

    async run(): Promise<DestroyResult> {
      const parsed = await this.parse(Destroy)
      const {yes, force, part, 'retain-resource': retain} = parsed.flags
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})

      const input = {yes, force, parts: listOf(part), retain: listOf(retain)}
      return this.show(await destroy(app, settings, input, ctx), formatDestroyed)
    }
  }
}
