import type {ListedObject} from '@aws-stack/core'

import {oneLine} from '../reporters/harmless.js'
import {size as sizeOf} from './size.js'

/** A row of a listing whose other rows are not known yet. */
export function formatObject({key, size, modifiedAt}: ListedObject): string {
  const time = new Date(modifiedAt).toISOString().replace(/\.\d+Z$/, 'Z')
  return `${sizeOf(size).padStart(8)}  ${time}  ${oneLine(key)}`
}
