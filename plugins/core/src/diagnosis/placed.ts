import {StackError} from '../errors.js'
import {propertyLine} from '../template/property-line.js'
import type {Cause} from './cause.js'

/** A change set that is refused names a resource or property; the step knows in which file that stands. */
export async function placed<T>(work: Promise<T>, {file, text}: {file: string; text: string}): Promise<T> {
  try {
    return await work
  } catch (error) {
    const cause = StackError.is(error) ? (error.details['cause'] as Cause | undefined) : undefined
    const line = cause && propertyLine(text, cause.logicalId, cause.reason)
    if (StackError.is(error) && line) {
      const template = {file, line}
      Object.assign(error.details, {template, cause: {...cause, template}})
    }
    throw error
  }
}
