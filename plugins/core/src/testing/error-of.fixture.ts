import assert from 'node:assert/strict'

import {StackError} from '../errors.js'

/** What a run is refused with. */
export async function errorOf(run: Promise<unknown>): Promise<StackError> {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(StackError.is(error), String(error))
  return error
}
