import type {EngineEvent} from '@aws-stack/core'

/** Shows on standard error what the engine tells. */
export interface Reporter {
  report(event: EngineEvent): void
  /** A text that stays, e.g. before a question. */
  say(text: string): void
  /** Nothing moves any more: a question or the result follows. A later event goes on. */
  rest(): void
}
