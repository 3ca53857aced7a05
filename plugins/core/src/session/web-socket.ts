import type {WebSocket} from 'ws'

import {cancelled, StackError} from '../errors.js'

/** The agent's own numbers (amazon-ssm-agent, agent/session/config/config.go); the plugin's 5 min are longer than many a NAT remembers. */
const PING_EVERY_MS = 54_000
const SILENCE_MS = 2 * PING_EVERY_MS

/** Open, or a `SESSION_UNREACHABLE` that says why not. */
export async function openWebSocket(url: string, signal: AbortSignal): Promise<WebSocket> {
  if (signal.aborted) throw cancelled(signal)
  const {WebSocket} = await import('ws')
  const socket = new WebSocket(url, {perMessageDeflate: false, handshakeTimeout: 30_000})
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(cancelled(signal))
      socket.terminate()
    }
    signal.addEventListener('abort', abort, {once: true})
    socket.once('open', () => {
      signal.removeEventListener('abort', abort)
      resolve(socket)
    })
    // Stays: an error after the opening is told by the close that follows it.
    socket.on('error', (cause) => {
      signal.removeEventListener('abort', abort)
      reject(unreachable(url, cause))
    })
  })
}

function unreachable(url: string, cause: Error & {code?: string}): StackError {
  const {host} = new URL(url)
  const reason = cause.message || cause.code || 'no reason given'
  return new StackError('SESSION_UNREACHABLE', `cannot open a session at ${host}: ${reason}`, {
    suggestions: ['aws-stack doctor'],
    details: {host},
    cause,
  })
}

/** Pings, and says when nothing has come back for long. A paused socket hears nothing, so it is not asked. */
export function keepAlive(socket: WebSocket, silent: () => void): () => void {
  let heardAt = Date.now()
  const heard = () => (heardAt = Date.now())
  socket.on('pong', heard)
  socket.on('message', heard)
  const timer = setInterval(() => {
    if (socket.isPaused) heard()
    else if (Date.now() - heardAt > SILENCE_MS) silent()
    else if (socket.readyState === socket.OPEN) socket.ping('keepalive')
  }, PING_EVERY_MS)
  return () => clearInterval(timer)
}
