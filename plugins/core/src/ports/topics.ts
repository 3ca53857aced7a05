import type {Refusal} from './delivery.js'

/** SNS. */
export interface Topics {
  /** One batch, at most 10 messages and 256 KiB. To a topic in order (`.fifo`) they go as one group. What is refused in the end is returned. */
  publish(topicArn: string, messages: readonly string[], signal?: AbortSignal): Promise<Refusal[]>
}
