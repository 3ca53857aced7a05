import {once} from 'node:events'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

import {ask, giveBack} from '../../../server/relay.js'
import {failure, type Invocation, LIMITS, type Outcome} from './invocation.js'

export interface RuntimeApiOptions {
  readonly listenOn: string
  readonly functionArn: string
  /** The local AWS: where every other call goes. */
  readonly endpoint: string
}

/** Lambda's side of the Runtime API, for one execution environment. */
export interface RuntimeApi {
  readonly port: number
  /** The runtime has asked for its first invocation, or has said why it does not: then with the failure. */
  readonly ready: Promise<Outcome | undefined>
  /** One at a time. */
  give(invocation: Invocation, deadline: number): Promise<Outcome>
  close(): void
}

interface Given {
  readonly invocation: Invocation
  readonly deadline: number
  readonly done: (outcome: Outcome) => void
}

const ROUTE = /^\/2018-06-01\/runtime\/(init\/error|invocation\/next|invocation\/([^/]+)\/(response|error))$/

/** AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes". */
export async function openRuntimeApi(options: RuntimeApiOptions): Promise<RuntimeApi> {
  let became: (outcome: Outcome | undefined) => void = () => undefined
  const ready = new Promise<Outcome | undefined>((resolve) => (became = resolve))
  let asking: ServerResponse | undefined
  let waiting: Given | undefined
  let running: Given | undefined

  function handOut(): void {
    if (!asking || !waiting) return
    running = waiting
    const {invocation, deadline} = running
    const {id, payload, clientContext} = invocation
    asking.writeHead(200, {
      'content-type': 'application/json',
      'content-length': payload.length,
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn': options.functionArn,
      'lambda-runtime-trace-id': traceId(id),
      ...(clientContext && {'lambda-runtime-client-context': decoded(clientContext)}),
    })
    asking.end(payload)
    asking = waiting = undefined
  }

  function next(response: ServerResponse): void {
    asking = response
    // A runtime that went away before it got anything asks again, if at all.
    response.on('close', () => (asking = asking === response ? undefined : asking))
    became(undefined)
    handOut()
  }

  async function end(id: string, kind: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    if (running?.invocation.id !== id) return reply(response, 400, failure('InvalidRequestID', 'Invalid request ID'))
    const {done} = running
    if (body === 'too large') {
      running = undefined
      const limit = `payload size exceeded maximum allowed payload size (${LIMITS.answer} bytes).`
      reply(response, 413, failure('RequestEntityTooLarge', `Exceeded maximum allowed ${limit.slice(22)}`))
      return done(failure('Function.ResponseSizeTooLarge', `Response ${limit}`))
    }
    running = undefined
    accepted(response)
    done({failed: kind === 'error', payload: kind === 'error' ? described(body, request) : body})
  }

  async function initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    became({failed: true, payload: described(body === 'too large' ? Buffer.alloc(0) : body, request)})
    accepted(response)
  }

  function answered(
    what: string | undefined,
    id: string,
    kind: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (what === undefined) return passOn(options.endpoint, request, response)
    return what === 'init/error' ? initError(request, response) : end(id, kind, request, response)
  }

  const server = createServer((request, response) => {
    const [, what, id = '', kind = ''] = ROUTE.exec(request.url ?? '') ?? []
    if (what === 'invocation/next') return next(response)
    void answered(what, id, kind, request, response).catch(() => response.destroy())
  })
  await listen(server, options.listenOn)

  return {
    port: (server.address() as AddressInfo).port,
    ready,
    give: (invocation, deadline) =>
      new Promise((done) => {
        waiting = {invocation, deadline, done}
        handOut()
      }),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A runtime asks and waits for as long as there is nothing to do. */
async function listen(server: Server, address: string): Promise<void> {
  server.requestTimeout = 0
  server.listen(0, address)
  await once(server, 'listening')
}

async function read(request: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = []
  let size = 0
  // To its end also where it is too large: the runtime reads no answer before it has sent all.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= LIMITS.answer) chunks.push(chunk)
  }
  return size > LIMITS.answer ? 'too large' : Buffer.concat(chunks)
}

/** As the runtime tells it; a body without a type gets that of the header. */
function described(body: Buffer, {headers}: IncomingMessage): Buffer | string {
  if (body.length > 0) return body
  return JSON.stringify({errorType: headers['lambda-runtime-function-error-type'] ?? 'Runtime.UnknownReason'})
}

function accepted(response: ServerResponse): void {
  response.writeHead(202, {'content-type': 'application/json'}).end('{"status":"OK"}')
}

function reply(response: ServerResponse, status: number, {payload}: Outcome): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(payload)
}

function traceId(id: string): string {
  const hex = id.replaceAll('-', '')
  return `Root=1-${hex.slice(0, 8)}-${hex.slice(8, 32)};Sampled=0`
}

function decoded(context: string): string {
  return Buffer.from(context, 'base64').toString('latin1')
}

/** What a function asks AWS for, in the local AWS, which listens where no container reaches it. */
async function passOn(endpoint: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const {hostname: host, port} = new URL(endpoint)
  const {method = 'GET', url: path = '/', headers} = request
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const answer = await ask({host, port, method, path, headers, body: request, signal: gone.signal})
  await giveBack(answer, response)
}
