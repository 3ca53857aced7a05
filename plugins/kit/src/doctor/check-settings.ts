import type {AppDefinition} from '@aws-stack/core'

import {type Check, check} from './check.js'

/** `load` throws with all problems and their places. */
export function checkSettings(
  {name}: Pick<AppDefinition, 'name'>,
  load: () => Promise<{readonly stage: string}>,
): Promise<Check> {
  return check({
    name: `settings of ${name}`,
    required: true,
    look: async () => `complete, stage ${(await load()).stage}`,
    suggestions: [`aws-stack ${name}:plan --help`],
  })
}
