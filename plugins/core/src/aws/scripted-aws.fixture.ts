import {once} from 'node:events'
import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'

import type {Signals} from '../context.js'
import {cancelled} from '../errors.js'
import {createSecrets} from '../secrets/secrets.js'
import {RecordingHost} from '../testing/recording-host.js'
import type {AwsAccess} from './access.js'
import {createRequestTokens} from './request-token.js'

/** `reset`: the connection is dropped; `hang`: no answer ever comes; a function is asked when the call comes. */
export type Reply = Answer | 'reset' | 'hang' | (() => Answer)

export interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body: string
  readonly headers?: Record<string, string>
  /** The connection is dropped after the body, which is then not all of it. */
  readonly cut?: boolean
}

export interface ScriptedCall {
  readonly operation: string
  /** The form of a query service, the JSON of the others. */
  readonly input: Record<string, unknown>
  readonly authorization: string
  readonly userAgent: string
  readonly headers: IncomingHttpHeaders
}

/** A server that speaks AWS's protocols from a script. The real SDK is on the wire; waits take no time, are written down, and move the clock. */
export class ScriptedAws {
  readonly calls: ScriptedCall[] = []
  readonly waits: number[] = []
  readonly host = new RecordingHost()
  readonly secrets = createSecrets()
  /** The first signal. */
  readonly controller = new AbortController()
  /** The second. */
  readonly leaving = new AbortController()
  /** Called in each wait, e.g. to abort. */
  onWait: () => void = () => {}
  #now = 0
  readonly #replies = new Map<string, Reply[]>()
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  static async start(): Promise<ScriptedAws> {
    const aws = new ScriptedAws()
    aws.#server.listen(0, '127.0.0.1')
    await once(aws.#server, 'listening')
    return aws
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `http://${this.address}`
  }

  get access(): AwsAccess {
    return {
      region: 'eu-west-1',
      endpoint: {url: this.url, accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret'},
      host: this.host,
      secrets: this.secrets,
      signal: this.controller.signal,
      leave: this.leaving.signal,
      tokens: createRequestTokens(),
      pause: async (ms, signal) => {
        this.waits.push(ms)
        this.#now += ms
        this.onWait()
        // Whoever only waits must not keep answers from coming in.
        await new Promise(setImmediate)
        if (signal.aborted) throw cancelled(signal)
      },
      now: () => this.#now,
    }
  }

  /** Answers of one operation, in order; the last one again and again. */
  on(operation: string, ...replies: Reply[]): this {
    this.#replies.set(operation, replies)
    return this
  }

  /** The clock goes on although nobody was woken. */
  sleep(ms: number): void {
    this.#now += ms
  }

  /** The inputs that one operation was called with. */
  inputsOf(operation: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.operation === operation).map(({input}) => input)
  }

  /** Ends everything: for what is watched. */
  get signals(): Signals {
    return {signal: this.controller.signal, leave: this.controller.signal}
  }

  get operations(): string[] {
    return this.calls.map(({operation}) => operation)
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const target = String(request.headers['x-amz-target'] ?? '')
    const form = new URLSearchParams(body)
    const input = target ? (JSON.parse(body) as Record<string, unknown>) : Object.fromEntries(form)
    const operation = target ? (target.split('.')[1] ?? '') : (form.get('Action') ?? pathOf(request))
    const {authorization = '', 'user-agent': userAgent = ''} = request.headers
    this.calls.push({operation, input, authorization, userAgent, headers: request.headers})

    const replies = this.#replies.get(operation) ?? [queryError(400, 'NotScripted', `no reply for ${operation}`)]
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) as Reply
    if (reply === 'reset') request.socket.destroy()
    else if (reply !== 'hang') {
      const {
        status = 200,
        type = 'text/xml',
        headers = {},
        body: answer,
        cut = false,
      } = typeof reply === 'function' ? reply() : reply
      response.writeHead(status, {'content-type': type, ...headers})
      if (cut) response.write(answer, () => request.socket.destroy())
      else response.end(answer)
    }
  }
}

/** How a test names an operation of a REST service: `GET /2015-03-31/functions/name`. */
function pathOf({method = '', url = ''}: IncomingMessage): string {
  return `${method} ${url.replace(/\?.*/, '')}`
}

/** The answer of a query service. */
export function result(operation: string, inner = ''): Answer {
  return {body: `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`}
}

/** Fields of an object as XML; lists as `member`s. */
export function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('')
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null) return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `<${name}>${xml(field)}</${name}>`)
    .join('')
}

export function json(value: unknown): Answer {
  return {type: 'application/x-amz-json-1.1', body: JSON.stringify(value)}
}

export function queryError(status: number, code: string, message: string): Answer {
  const error = xml({Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message})
  return {status, body: `<ErrorResponse><Error>${error}</Error><RequestId>request-1</RequestId></ErrorResponse>`}
}

export function ec2Error(status: number, code: string, message: string): Answer {
  return {
    status,
    body: `<Response><Errors><Error>${xml({Code: code, Message: message})}</Error></Errors><RequestID>request-1</RequestID></Response>`,
  }
}

export function jsonError(status: number, type: string, message: string): Answer {
  return {status, type: 'application/x-amz-json-1.1', body: JSON.stringify({__type: type, message})}
}

export const html = (status: number): Answer => ({
  status,
  type: 'text/html',
  body: '<!doctype html><html><body><p>Something<br></body></html>',
})

export const throttled = queryError(400, 'Throttling', 'Rate exceeded')

export const stackMissing = queryError(400, 'ValidationError', 'Stack with id vast-dev-network does not exist')
