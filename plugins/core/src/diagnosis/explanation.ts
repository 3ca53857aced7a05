import type {Evidence} from './cause.js'
import type {FailedEvent} from './fold-failures.js'
import type {Inquiry} from './inquiry.js'

export interface Explanation {
  readonly meaning: string
  readonly evidence?: readonly Evidence[]
  readonly facts?: Readonly<Record<string, string>>
  readonly suggestions?: readonly string[]
}

/** Recognises one kind of failure, or leaves it to the next one. */
export type Explain = (
  failure: FailedEvent,
  inquiry: Inquiry,
) => Explanation | undefined | Promise<Explanation | undefined>
