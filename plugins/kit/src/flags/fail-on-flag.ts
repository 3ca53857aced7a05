import {type FailOn, REFUSABLE, StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

export const failOnFlag = {
  'fail-on': Flags.string({
    summary: 'Stop before a change that would replace or delete a resource: replace, delete or both; may be repeated.',
    env: 'AWS_STACK_FAIL_ON',
    helpValue: 'replace|delete',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

/** The kinds that were asked for, each once. Throws `USAGE`: a gate that is misspelt must not stand open, nor one whose variable is empty. */
export function failOnOf(given: string | readonly string[] | undefined): FailOn[] {
  // oclif leaves a variable's text as it is; an empty variable is none.
  const isFlag = Array.isArray(given)
  const words = [given ?? []].flat().flatMap((text) => text.split(','))
  const kinds = words.map((word) => word.trim()).filter((word) => isFlag || word !== '')
  const wrong = kinds.find((kind) => !isFailOn(kind))
  if (wrong !== undefined) {
    throw new StackError('USAGE', `--fail-on takes ${REFUSABLE.join(' and ')}, not ${JSON.stringify(wrong)}`)
  }
  return REFUSABLE.filter((kind) => kinds.includes(kind))
}

function isFailOn(kind: string): kind is FailOn {
  return (REFUSABLE as readonly string[]).includes(kind)
}
