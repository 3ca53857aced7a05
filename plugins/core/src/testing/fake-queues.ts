import type {Refusal} from '../ports/delivery.js'
import type {Queues} from '../ports/queues.js'

/** An SQS in memory: `messages` by the queue's URL; `onSend` refuses. */
export class FakeQueues implements Queues {
  readonly messages = new Map<string, string[]>()
  onSend: (message: string) => Omit<Refusal, 'index'> | undefined = () => undefined

  async send(queueUrl: string, messages: readonly string[]): Promise<Refusal[]> {
    const refusals = messages.flatMap((message, index): Refusal[] => {
      const refusal = this.onSend(message)
      return refusal ? [{index, ...refusal}] : []
    })
    const taken = messages.filter((_, index) => !refusals.some((refusal) => refusal.index === index))
    this.messages.set(queueUrl, [...(this.messages.get(queueUrl) ?? []), ...taken])
    return refusals
  }
}
