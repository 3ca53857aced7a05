import {type Secrets, StackError} from '@aws-stack/core'

/** Hides secrets in all that is ever printed of an error: message, stack, details and suggestions, of its causes too. In place: it stays what it is. */
export function maskFailure<Failure extends Error>(failure: Failure, secrets: Secrets): Failure {
  const seen = new Set<Error>()
  for (let error: unknown = failure; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error)
    hide(error, secrets)
  }
  return failure
}

function hide(error: Error, {mask, maskAll}: Secrets): void {
  replace(error, 'message', mask(error.message))
  if (error.stack !== undefined) replace(error, 'stack', mask(error.stack))
  if (error.cause !== undefined && !(error.cause instanceof Error)) replace(error, 'cause', maskAll(error.cause))
  if (!StackError.is(error)) return
  replace(error, 'details', maskAll(error.details))
  replace(error, 'suggestions', maskAll(error.suggestions))
}

/** A DOMException's message is not its own property until it is made one. */
function replace(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, {
    value,
    enumerable: name === 'details' || name === 'suggestions',
    writable: true,
    configurable: true,
  })
}
