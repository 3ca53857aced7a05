import {StackError} from '../errors.js'

/** Nobody said no: AWS may have done what it was asked, although its answer did not come. */
export function mayHaveArrived(error: unknown): boolean {
  return (
    StackError.is(error) &&
    ['CANCELLED', 'TIMED_OUT', 'AWS_UNREACHABLE', 'AWS_FAILED', 'ENDPOINT_NOT_AWS'].includes(error.code)
  )
}
