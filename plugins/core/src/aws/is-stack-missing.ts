import {StackError} from '../errors.js'
import {awsCode} from './aws-error.js'

/** CloudFormation has no code of its own for it. */
export function isStackMissing(error: unknown): boolean {
  return StackError.is(error) && awsCode(error) === 'ValidationError' && error.message.includes('does not exist')
}
