import {StackError} from '../errors.js'

/** What came over the channel is not what the protocol says. */
export function garbled(what: string, cause?: unknown): StackError {
  return new StackError('SESSION_GARBLED', `the session sent something that is not its protocol: ${what}`, {
    blame: 'aws',
    cause,
  })
}

/** The connection is gone, and what runs at its other end is out of sight. */
export function lost(why: string, cause?: unknown): StackError {
  return new StackError('SESSION_LOST', `the session was lost: ${why}`, {blame: 'aws', cause})
}
