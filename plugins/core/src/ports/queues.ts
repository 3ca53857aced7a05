import type {Refusal} from './delivery.js'

/** SQS. */
export interface Queues {
  /** One batch, at most 10 messages and 1 MiB. To a queue in order (`.fifo`) they go as one group. What is refused in the end is returned. */
  send(queueUrl: string, messages: readonly string[], signal?: AbortSignal): Promise<Refusal[]>
}
