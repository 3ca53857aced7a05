import {randomUUID} from 'node:crypto'
import {Readable, Writable} from 'node:stream'

import type {RawData} from 'ws'

import {acknowledgedSequence} from './acknowledgement.js'
import {answerHandshake} from './handshake.js'
import {parseMessage, type SessionMessage} from './message.js'
import {MESSAGE, PAYLOAD} from './message-types.js'
import {readJson} from './read-json.js'
import {createReceivedMessages} from './received-messages.js'
import {createSentMessages} from './sent-messages.js'
import {lost} from './session-error.js'
import {keepAlive, openWebSocket} from './web-socket.js'

/** What AWS gives for one session. The token is a secret. */
export interface SessionGrant {
  readonly streamUrl: string
  readonly tokenValue: string
}

/** One terminal at the other end: what it shows, and what is typed. */
export interface DataChannel {
  readonly output: Readable
  readonly input: Writable
  resize(columns: number, rows: number): void
  /** Leaves: the terminal is hung up. */
  end(): void
  /** Fulfilled with the agent's last words when the session has ended, rejected with `SESSION_LOST` when the connection was cut. */
  readonly closed: Promise<string>
}

/** Larger payloads are nowhere documented to arrive (session-manager-plugin, src/config/config.go, StreamDataPayloadSize). */
const PAYLOAD_SIZE = 1024

/** The agent sends its handshake at once; it itself would wait for the answer for 25 min. */
const HANDSHAKE_MS = 60_000

/** session-manager-plugin, src/config/config.go, ResendSleepInterval. */
const RESEND_EVERY_MS = 100

/** Opens the channel of a session; done when the agent's handshake is complete. */
export async function openDataChannel(grant: SessionGrant, signal: AbortSignal): Promise<DataChannel> {
  const socket = await openWebSocket(grant.streamUrl, signal)
  const transmit = (bytes: Buffer) => {
    if (socket.readyState === socket.OPEN) socket.send(bytes)
  }
  const sent = createSentMessages(transmit, () => performance.now())
  const closed = Promise.withResolvers<string>()
  const ready = Promise.withResolvers<void>()
  for (const {promise} of [closed, ready]) promise.catch(() => undefined)
  let isOver = false

  const output = new Readable({highWaterMark: 256 * 1024, read: () => socket.resume()})
  const input = new Writable({
    highWaterMark: 64 * 1024,
    write: (chunk: Buffer, _encoding, done) => void sendInPieces(chunk).then(() => done(), done),
  })
  output.on('error', () => undefined)
  input.on('error', () => undefined)

  const finish = (words: string) => {
    if (isOver) return
    stop()
    ready.reject(lost(words || 'it ended before it had begun'))
    output.push(null)
    closed.resolve(words)
  }
  const fail = (error: Error) => {
    if (isOver) return
    stop()
    ready.reject(error)
    output.destroy(error)
    closed.reject(error)
  }
  const guarded = (act: () => void) => {
    try {
      act()
    } catch (error) {
      fail(error as Error)
    }
  }

  const take = createReceivedMessages(transmit, takeInOrder)
  const resending = setInterval(() => guarded(() => sent.resend(performance.now())), RESEND_EVERY_MS)
  const stopPings = keepAlive(socket, () => fail(lost('nothing has come from AWS for minutes')))
  const tooLate = setTimeout(() => fail(lost('its agent has not answered')), HANDSHAKE_MS)
  const abort = () => fail(lost('it was left'))
  socket.on('message', (data) => guarded(() => receive(parseMessage(toBuffer(data)))))
  socket.once('close', (code, reason) => fail(lost(`the connection was closed (${reason.toString() || code})`)))
  signal.addEventListener('abort', abort, {once: true})
  socket.send(JSON.stringify(openingOf(grant.tokenValue)))
  await ready.promise
  clearTimeout(tooLate)
  return {
    output,
    input,
    resize: (cols, rows) => void sent.send(PAYLOAD.size, Buffer.from(JSON.stringify({cols, rows}))),
    end: () => finish(''),
    closed: closed.promise,
  }

  function receive(message: SessionMessage): void {
    if (message.type === MESSAGE.pause) return sent.pause()
    // Whoever sends us something is there again (amazon-ssm-agent, datachannel.go, handleStreamDataMessage).
    sent.resume()
    if (message.type === MESSAGE.acknowledge) sent.acknowledged(acknowledgedSequence(message))
    else if (message.type === MESSAGE.output) take(message)
    else if (message.type === MESSAGE.closed) finish(lastWords(message))
  }

  function takeInOrder({payloadType, payload}: SessionMessage): void {
    if (payloadType === PAYLOAD.handshakeRequest) {
      const {response, refusal} = answerHandshake(payload)
      void sent.send(PAYLOAD.handshakeResponse, response)
      if (refusal) fail(refusal)
    } else if (payloadType === PAYLOAD.handshakeComplete) ready.resolve()
    else if (payloadType === PAYLOAD.output) {
      // An agent that knows no handshake begins with its output (sessionhandler.go, ProcessFirstMessage).
      ready.resolve()
      if (!output.push(payload)) socket.pause()
    }
  }

  async function sendInPieces(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length; at += PAYLOAD_SIZE)
      await sent.send(PAYLOAD.output, chunk.subarray(at, at + PAYLOAD_SIZE))
    if (isOver) throw lost('it is over')
  }

  function stop(): void {
    isOver = true
    clearInterval(resending)
    clearTimeout(tooLate)
    stopPings()
    signal.removeEventListener('abort', abort)
    sent.close()
    socket.resume()
    socket.close()
    // A peer that does not answer the close keeps nobody waiting.
    setTimeout(() => socket.terminate(), 2000).unref()
  }
}

/** The first message, as text (session-manager-plugin, src/datachannel/streaming.go, FinalizeDataChannelHandshake). */
function openingOf(tokenValue: string): object {
  return {
    MessageSchemaVersion: '1.0',
    RequestId: randomUUID(),
    TokenValue: tokenValue,
    ClientId: randomUUID(),
    ClientVersion: '1.2.800.0',
  }
}

/** What went wrong, if anything (session-manager-plugin, src/message/clientmessage.go, ChannelClosed). */
function lastWords({payload}: SessionMessage): string {
  const {Output: words} = readJson(payload, 'an end')
  return typeof words === 'string' ? words : ''
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
