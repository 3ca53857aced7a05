import {StackError} from '../errors.js'

/** A stack has an output with the name of a stream that somebody has deleted. */
export function noStream(stream: string): StackError {
  return new StackError('NOT_FOUND', `there is no stream ${stream}`, {details: {stream}})
}
