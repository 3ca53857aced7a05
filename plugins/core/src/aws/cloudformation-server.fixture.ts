import {once} from 'node:events'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'
import {setTimeout} from 'node:timers/promises'

import {type Answer, queryError, result, throttled, xml} from './scripted-aws.fixture.js'
import {AwsFault, type SimulatedCloudFormation} from './simulated-cloudformation.fixture.js'

export interface ServerOptions {
  /** Real ms that each answer takes. */
  readonly latency?: number
  /** Whether a call is throttled. */
  readonly isThrottled?: () => boolean
}

/** A simulated CloudFormation on the wire. */
export class CloudFormationServer {
  throttles = 0
  readonly #aws: SimulatedCloudFormation
  readonly #options: Required<ServerOptions>
  readonly #server: Server

  constructor(aws: SimulatedCloudFormation, options: ServerOptions = {}) {
    this.#aws = aws
    this.#options = {latency: 0, isThrottled: () => false, ...options}
    this.#server = createServer((request, response) => {
      void text(request).then(async (body) => {
        await setTimeout(this.#options.latency)
        const {status = 200, body: answer} = this.#answer(Object.fromEntries(new URLSearchParams(body)))
        response.writeHead(status, {'content-type': 'text/xml'}).end(answer)
      })
    })
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer({Action = '', ...input}: Record<string, string>): Answer {
    if (this.#options.isThrottled()) {
      this.throttles += 1
      return throttled
    }
    try {
      return result(Action, xml(this.#aws.answer(Action, input)))
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error
      return queryError(error.$metadata.httpStatusCode, error.name, error.message)
    }
  }
}

/** A bucket that holds `burst` calls and gets `rate` new ones a second, as AWS's API limits are described. */
export function tokenBucket(now: () => number, {rate, burst}: {rate: number; burst: number}): () => boolean {
  let tokens = burst
  let filledAt = now()
  return () => {
    tokens = Math.min(burst, tokens + ((now() - filledAt) / 1000) * rate)
    filledAt = now()
    if (tokens < 1) return true
    tokens -= 1
    return false
  }
}
