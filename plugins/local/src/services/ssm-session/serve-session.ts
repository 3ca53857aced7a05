import {once} from 'node:events'

import type Docker from 'dockerode'
import type {WebSocket} from 'ws'

import {encodeAgentMessage} from './agent-message.js'
import {type AgentStream, createAgentStream} from './agent-stream.js'
import {type ContainerTerminal, openTerminal} from './container-terminal.js'
import {createWholeCharacters} from './whole-characters.js'

export interface Session {
  readonly sessionId: string
  readonly containerId: string
  readonly command: string
}

/** amazon-ssm-agent, agent/session/config/config.go, StreamDataPayloadSize. */
const PAYLOAD_SIZE = 1024

const AGENT_VERSION = '3.3.1611.0'

const OUTPUT = 1
const SIZE = 3
const HANDSHAKE_REQUEST = 5
const HANDSHAKE_RESPONSE = 6
const HANDSHAKE_COMPLETE = 7

/** What the gateway and the agent behind it do for one session: handshake, terminal, end. Output is merged and brings no exit code, as at AWS. */
export async function serveSession(docker: Docker, session: Session, socket: WebSocket): Promise<void> {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  /** Nobody takes input any more. */
  const gone = new AbortController()
  socket.once('close', () => gone.abort())
  const response = Promise.withResolvers<Buffer>()
  let terminal: ContainerTerminal | undefined

  const stream = createAgentStream({
    transmit: (bytes) => socket.send(bytes),
    async take(payloadType, payload) {
      if (payloadType === HANDSHAKE_RESPONSE) response.resolve(payload)
      else if (payloadType === OUTPUT && terminal) await write(terminal, payload, gone.signal)
      else if (payloadType === SIZE && terminal) resize(terminal, payload)
    },
  })
  socket.on('message', (data, isBinary) => {
    try {
      if (isBinary) stream.received(data as Buffer)
    } catch (error) {
      socket.close(1002, (error as Error).message.slice(0, 100))
    }
  })

  try {
    send(stream, HANDSHAKE_REQUEST, handshakeRequest(session))
    const answer = await Promise.race([response.promise, closed])
    if (!answer) return
    terminal = await openTerminal(docker, session.containerId, session.command)
    terminal.stream.once('close', () => gone.abort())
    send(stream, HANDSHAKE_COMPLETE, {HandshakeTimeToComplete: 1_000_000, CustomerMessage: ''})
    await Promise.race([pumpOutput(terminal, stream, socket), closed])
    await untilAcknowledged(stream, socket)
    close(socket, session, '')
  } catch (error) {
    close(socket, session, (error as Error).message)
  } finally {
    stream.close()
    await terminal?.hangUp().catch(() => undefined)
  }
}

function handshakeRequest({command}: Session): object {
  const parameters = {SessionType: 'InteractiveCommands', Properties: {linux: {commands: command}}}
  return {
    AgentVersion: AGENT_VERSION,
    RequestedClientActions: [{ActionType: 'SessionType', ActionParameters: parameters}],
  }
}

function send(stream: AgentStream, payloadType: number, content: object): void {
  stream.send(payloadType, Buffer.from(JSON.stringify(content)))
}

async function write(terminal: ContainerTerminal, payload: Buffer, gone: AbortSignal): Promise<void> {
  if (terminal.write(payload)) return
  await once(terminal.stream, 'drain', {signal: gone}).catch(() => undefined)
}

function resize(terminal: ContainerTerminal, payload: Buffer): void {
  const {cols, rows} = JSON.parse(payload.toString()) as {cols: number; rows: number}
  terminal.resize(cols, rows)
}

/** The agent's write to its socket stands still while nobody reads, and so does this. */
async function pumpOutput({stream}: ContainerTerminal, agent: AgentStream, socket: WebSocket): Promise<void> {
  const whole = createWholeCharacters()
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += PAYLOAD_SIZE) {
      const payload = whole(chunk.subarray(at, at + PAYLOAD_SIZE))
      if (payload.length > 0) agent.send(OUTPUT, payload)
    }
    while (socket.bufferedAmount > 1024 * 1024 || agent.unacknowledged() > 4096) {
      if (socket.readyState !== socket.OPEN) return
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}

/** Two seconds at the most (amazon-ssm-agent, datachannel.go, PrepareToCloseChannel). */
async function untilAcknowledged(stream: AgentStream, socket: WebSocket): Promise<void> {
  for (const until = Date.now() + 2000; Date.now() < until;) {
    if (stream.unacknowledged() === 0 || socket.readyState !== socket.OPEN) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** session-manager-plugin, src/message/clientmessage.go, ChannelClosed. */
function close(socket: WebSocket, {sessionId}: Session, output: string): void {
  if (socket.readyState !== socket.OPEN) return
  const content = {SessionId: sessionId, MessageType: 'channel_closed', SchemaVersion: 1, Output: output}
  const payload = Buffer.from(JSON.stringify(content))
  socket.send(encodeAgentMessage({messageType: 'channel_closed', sequenceNumber: 0, flags: 0, payloadType: 0, payload}))
  socket.close()
}
