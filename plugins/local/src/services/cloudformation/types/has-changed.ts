import {isDeepStrictEqual} from 'node:util'

import type {Properties} from '../handler.js'

/** Whether an update gives any of the named properties another value. */
export function hasChanged(next: Properties, previous: Properties, ...names: string[]): boolean {
  return names.some((name) => !isDeepStrictEqual(next[name], previous[name]))
}
