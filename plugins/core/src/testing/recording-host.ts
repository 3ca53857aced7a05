import type {Answer, EngineEvent, Host, Question} from '../events.js'

/** Keeps what the engine tells and asks; answers as it is told to. */
export class RecordingHost implements Host {
  readonly events: EngineEvent[] = []
  readonly questions: Question[] = []
  answer: Answer = true

  notify(event: EngineEvent): void {
    this.events.push(event)
  }

  async confirm(question: Question): Promise<Answer> {
    this.questions.push(question)
    return this.answer
  }

  /** The events of one type, in order. */
  of<T extends EngineEvent['type']>(type: T): Extract<EngineEvent, {type: T}>[] {
    return this.events.filter((event): event is Extract<EngineEvent, {type: T}> => event.type === type)
  }
}
