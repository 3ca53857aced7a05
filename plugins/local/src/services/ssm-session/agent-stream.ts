import {decodeAgentMessage, encodeAgentMessage, type AgentMessage} from './agent-message.js'

export interface AgentStreamOptions {
  readonly transmit: (bytes: Buffer) => void
  /** A payload of the client, in order; acknowledged when this is done, as the agent does after its write to the terminal. */
  readonly take: (payloadType: number, payload: Buffer) => Promise<void>
}

/** The numbered messages of one session, as amazon-ssm-agent, agent/session/datachannel/datachannel.go has them. */
export interface AgentStream {
  send(payloadType: number, payload: Buffer): void
  received(bytes: Buffer): void
  /** How much of what was sent is not acknowledged. */
  unacknowledged(): number
  close(): void
}

interface Sent {
  readonly bytes: Buffer
  sentAt: number
}

const RESEND_EVERY_MS = 100
const RETRANSMISSION_MS = 200

export function createAgentStream({transmit, take}: AgentStreamOptions): AgentStream {
  const outgoing = new Map<number, Sent>()
  const incoming = new Map<number, AgentMessage>()
  let next = 0
  let expected = 0
  let isTaking = false
  let isPaused = false
  const resending = setInterval(resendOldest, RESEND_EVERY_MS)

  return {
    send(payloadType, payload) {
      const sequenceNumber = next++
      const flags = sequenceNumber === 0 ? 1 : 0
      const bytes = encodeAgentMessage({messageType: 'output_stream_data', sequenceNumber, flags, payloadType, payload})
      outgoing.set(sequenceNumber, {bytes, sentAt: Date.now()})
      if (!isPaused) transmit(bytes)
    },
    received(bytes) {
      const message = decodeAgentMessage(bytes)
      isPaused = message.messageType === 'pause_publication'
      if (message.messageType === 'acknowledge') acknowledged(message.payload)
      else if (message.messageType === 'input_stream_data') receive(message)
    },
    unacknowledged: () => outgoing.size,
    close: () => clearInterval(resending),
  }

  function acknowledged(payload: Buffer): void {
    const content = JSON.parse(payload.toString()) as {AcknowledgedMessageSequenceNumber: number}
    outgoing.delete(content.AcknowledgedMessageSequenceNumber)
  }

  function resendOldest(): void {
    const [oldest] = outgoing.values()
    if (isPaused || !oldest || Date.now() - oldest.sentAt <= RETRANSMISSION_MS) return
    oldest.sentAt = Date.now()
    transmit(oldest.bytes)
  }

  function receive(message: AgentMessage): void {
    const {sequenceNumber} = message
    if (sequenceNumber < expected) return acknowledge(message)
    if (sequenceNumber > expected) acknowledge(message)
    incoming.set(sequenceNumber, message)
    void takeInOrder()
  }

  async function takeInOrder(): Promise<void> {
    if (isTaking) return
    isTaking = true
    for (let due = incoming.get(expected); due; due = incoming.get(expected)) {
      // The agent logs what it cannot process (handleStreamDataMessage); so one wrong payload ends nothing here either.
      await take(due.payloadType, due.payload).catch(() => undefined)
      acknowledge(due)
      incoming.delete(expected)
      expected += 1
    }
    isTaking = false
  }

  function acknowledge({messageType, messageId, sequenceNumber}: AgentMessage): void {
    const content = {
      AcknowledgedMessageType: messageType,
      AcknowledgedMessageId: messageId,
      AcknowledgedMessageSequenceNumber: sequenceNumber,
      IsSequentialMessage: true,
    }
    const payload = Buffer.from(JSON.stringify(content))
    transmit(encodeAgentMessage({messageType: 'acknowledge', sequenceNumber: 0, flags: 3, payloadType: 0, payload}))
  }
}
