import * as Flags from '@oclif/core/flags'

import {consentFlags} from './common-flags.js'
import {envFlag} from './exec-flags.js'

export const runFlags = {
  cmd: Flags.string({
    char: 'c',
    summary: 'Command for the shell in the container; without it, what the server itself runs.',
    env: 'AWS_STACK_RUN_CMD',
  }),
  env: envFlag('AWS_STACK_RUN_ENV', 'Variable for the command, NAME=VALUE; may be repeated. It can be read in ECS.'),
  yes: consentFlags.yes,
  'no-wait': Flags.boolean({
    default: false,
    summary: 'Leave when the task has begun, and say how to follow it.',
    env: 'AWS_STACK_NO_WAIT',
    helpGroup: 'time',
  }),
}
