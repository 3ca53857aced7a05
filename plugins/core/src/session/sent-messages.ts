import {serializeMessage} from './message.js'
import {MESSAGE} from './message-types.js'
import {createRetransmission} from './retransmission.js'
import {lost} from './session-error.js'

export interface SentMessages {
  /** Numbers, keeps and sends one payload; done when few enough are on their way for the next one. */
  send(payloadType: number, payload: Buffer): Promise<void>
  acknowledged(sequence: number): void
  /** To be called every 100 ms: the oldest that is not acknowledged in time goes again. */
  resend(now: number): void
  pause(): void
  resume(): void
  /** Nothing is sent any more; who waits for room is let go. */
  close(): void
}

interface Unacknowledged {
  bytes: Buffer
  sentAt: number
  isResent: boolean
  attempts: number
}

/** Both ends read into memory what they cannot use yet. The plugin waits 1 ms after each payload; this bounds what is on its way. */
const IN_FLIGHT = 64

/** 5 min (session-manager-plugin, src/config/config.go, ResendMaxAttempt). */
const MOST_ATTEMPTS = 3000

const NOTHING = Buffer.alloc(0)

/** What the client sends, until it has arrived (session-manager-plugin, src/datachannel/streaming.go). */
export function createSentMessages(transmit: (bytes: Buffer) => void, now: () => number): SentMessages {
  const retransmission = createRetransmission()
  const unacknowledged = new Map<number, Unacknowledged>()
  let waiting: (() => void)[] = []
  let next = 0
  let isPaused = false
  let isClosed = false

  const letGo = () => {
    const those = waiting
    waiting = []
    for (const proceed of those) proceed()
  }

  return {
    async send(payloadType, payload) {
      if (isClosed) return
      const sequence = next++
      const bytes = serializeMessage({type: MESSAGE.input, sequence, flags: 0, payloadType, payload})
      unacknowledged.set(sequence, {bytes, sentAt: now(), isResent: false, attempts: 0})
      if (!isPaused) transmit(bytes)
      while (unacknowledged.size >= IN_FLIGHT && !isClosed) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    acknowledged(sequence) {
      const message = unacknowledged.get(sequence)
      if (!message) return
      // Of a message that went twice nobody knows which one was acknowledged.
      if (!message.isResent) retransmission.learn(now() - message.sentAt)
      unacknowledged.delete(sequence)
      // What a Map has outgrown is not collected at once; nothing large may hang on it.
      message.bytes = NOTHING
      if (unacknowledged.size < IN_FLIGHT) letGo()
    },
    resend(at) {
      const [oldest] = unacknowledged.values()
      if (isPaused || !oldest || at - oldest.sentAt <= retransmission.timeoutMs) return
      oldest.attempts += 1
      if (oldest.attempts > MOST_ATTEMPTS) throw lost('what is sent has not been acknowledged for minutes')
      oldest.isResent = true
      oldest.sentAt = at
      transmit(oldest.bytes)
    },
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
    },
    close() {
      isClosed = true
      unacknowledged.clear()
      letGo()
    },
  }
}
