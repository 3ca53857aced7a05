import type {DeletedStack, Stack} from '../context.js'
import type {StackResourceEvent} from '../events.js'

/** What the fake CloudFormation remembers: the events of each stack, also of deleted ones. */
export class FakeHistory {
  readonly deleted: DeletedStack[] = []
  readonly #events = new Map<string, StackResourceEvent[]>()

  /** Oldest first. */
  tell(stackId: string, events: readonly StackResourceEvent[]): void {
    this.#events.set(stackId, [...(this.#events.get(stackId) ?? []), ...events])
  }

  /** Newest first. */
  of(stackId: string): StackResourceEvent[] {
    return (this.#events.get(stackId) ?? []).toReversed()
  }

  async *record(stackId: string, events: AsyncIterable<StackResourceEvent>): AsyncGenerator<StackResourceEvent> {
    const history = this.#events.get(stackId) ?? []
    this.#events.set(stackId, history)
    for await (const event of events) {
      history.push(event)
      yield event
    }
  }

  /** The stack is gone. */
  delete({id, name}: Stack): void {
    this.deleted.push({id, name, createdAt: 0, deletedAt: 0})
  }
}

/** An event of the stack itself. */
export function ownEvent({id, name}: Stack, status: string): StackResourceEvent {
  return {logicalId: name, physicalId: id, type: 'AWS::CloudFormation::Stack', status, at: 0}
}
