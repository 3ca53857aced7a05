import {acknowledge} from './acknowledgement.js'
import type {SessionMessage} from './message.js'

/** As many as may be ahead of a missing one; further ones are not acknowledged, so they come again. */
const AHEAD = 1000

/** Acknowledges stream messages and hands them on in order, each once (session-manager-plugin, src/datachannel/streaming.go, HandleOutputMessage). */
export function createReceivedMessages(
  transmit: (bytes: Buffer) => void,
  take: (message: SessionMessage) => void,
): (message: SessionMessage) => void {
  const early = new Map<number, SessionMessage>()
  let expected = 0

  return (message) => {
    if (message.sequence > expected && early.size >= AHEAD && !early.has(message.sequence)) return
    // One that is known already comes because our answer was lost: the agent answers again (datachannel.go), the plugin does not.
    transmit(acknowledge(message))
    if (message.sequence < expected) return
    if (message.sequence > expected) {
      early.set(message.sequence, message)
      return
    }
    // Most come in their turn and are never kept.
    expected += 1
    take(message)
    for (let due = early.get(expected); due; due = early.get(expected)) {
      early.delete(expected)
      expected += 1
      take(due)
    }
  }
}
