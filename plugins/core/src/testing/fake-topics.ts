import type {Refusal} from '../ports/delivery.js'
import type {Topics} from '../ports/topics.js'

/** An SNS in memory: `messages` by the topic's ARN. */
export class FakeTopics implements Topics {
  readonly messages = new Map<string, string[]>()

  async publish(topicArn: string, messages: readonly string[]): Promise<Refusal[]> {
    this.messages.set(topicArn, [...(this.messages.get(topicArn) ?? []), ...messages])
    return []
  }
}
