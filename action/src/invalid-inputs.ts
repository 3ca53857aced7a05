import {StackError, type StackErrorOptions} from '@aws-stack/core'

/** What is wrong with an input, as the rest of a sentence that begins with its name. */
export interface InputProblem {
  readonly input: string
  readonly value: string
  readonly message: string
}

/** `INPUT_INVALID`, which names all of them with their values. */
export function invalidInputs(
  problems: readonly InputProblem[],
  options: Pick<StackErrorOptions, 'cause' | 'suggestions'> = {},
): StackError {
  const told = problems.map(({input, value, message}) => `the input ${input} ${message}: ${JSON.stringify(value)}`)
  return new StackError('INPUT_INVALID', told.join('; '), {...options, details: {problems}})
}
