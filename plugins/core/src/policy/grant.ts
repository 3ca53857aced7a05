import type {PolicyCondition} from './policy-result.js'

/** One right, before equal ones are put together. */
export interface Grant {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly condition?: PolicyCondition
  readonly because: string
}
