import type {StackResource} from './stack.js'

/** Made, and not deleted or left alone since. */
export function isAlive({handled, status}: StackResource): boolean {
  return handled !== undefined && status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED'
}
