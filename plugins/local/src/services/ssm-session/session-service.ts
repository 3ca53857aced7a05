import {randomBytes, randomUUID} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'

import type Docker from 'dockerode'
import {type WebSocket, WebSocketServer} from 'ws'

import {serveSession, type Session} from './serve-session.js'

export interface SessionServiceOptions {
  readonly docker: () => Promise<Docker>
  /** `http://127.0.0.1:5465`, where `upgrade` hears of it. */
  readonly endpoint: () => string
}

export interface OpenSessionInput {
  readonly containerId: string
  readonly command: string
  /** AWS knows no other: `InvalidParameterException` is the caller's to say. */
  readonly interactive: boolean
}

/** What ExecuteCommand answers. */
export interface OpenedSession {
  readonly sessionId: string
  readonly streamUrl: string
  readonly tokenValue: string
}

export interface SessionService {
  open(input: OpenSessionInput): Promise<OpenedSession>
  /** For the event of the HTTP server; `false`: not a path of ours. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
}

interface Waiting extends Session {
  readonly tokenValue: string
}

const PATH = /^\/v1\/data-channel\/([\w-]+)/

/** Where the opening message has to come in time. */
const OPENING_MS = 30_000

/** The sessions of ExecuteCommand and the gateway that their clients meet (ssmmessages). */
export function createSessionService({docker, endpoint}: SessionServiceOptions): SessionService {
  const sockets = new WebSocketServer({noServer: true, perMessageDeflate: false})
  const waiting = new Map<string, Waiting>()

  return {
    async open({containerId, command}) {
      const sessionId = `ecs-execute-command-${randomUUID().replaceAll('-', '').slice(0, 26)}`
      const tokenValue = randomBytes(48).toString('base64')
      waiting.set(sessionId, {sessionId, tokenValue, containerId, command})
      const host = endpoint().replace(/^http/, 'ws')
      return {sessionId, tokenValue, streamUrl: `${host}/v1/data-channel/${sessionId}?role=publish_subscribe`}
    },
    upgrade(request, socket, head) {
      const [, sessionId = ''] = PATH.exec(request.url ?? '') ?? []
      if (!sessionId) return false
      sockets.handleUpgrade(request, socket, head, (opened) => {
        welcome(opened, sessionId).catch((error: Error) => opened.close(1011, error.message.slice(0, 100)))
      })
      return true
    },
  }

  async function welcome(socket: WebSocket, sessionId: string): Promise<void> {
    socket.on('error', () => undefined)
    const token = await openingToken(socket)
    const session = waiting.get(sessionId)
    if (!session || token !== session.tokenValue) return socket.close(1008, 'Token is not valid')
    waiting.delete(sessionId)
    await serveSession(await docker(), session, socket)
  }
}

/** The first message is text (session-manager-plugin, src/datachannel/streaming.go, FinalizeDataChannelHandshake). */
function openingToken(socket: WebSocket): Promise<string | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(undefined), OPENING_MS)
    socket.once('close', () => resolve(undefined))
    socket.once('message', (data) => {
      clearTimeout(late)
      resolve(tokenOf((data as Buffer).toString()))
    })
  })
}

function tokenOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as {TokenValue?: string}).TokenValue
  } catch {
    return undefined
  }
}
