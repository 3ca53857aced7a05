import type {InitResult} from '../init/init.js'
import {paint} from '../paint.js'

export function formatInit({file, written, next}: InitResult): string {
  return [written ? `wrote ${file}` : `${file} says all of it already`, '', `${paint.quiet('next')} ${next}`].join('\n')
}
