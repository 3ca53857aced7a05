import {once} from 'node:events'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

import {readAwsCall} from '../server/aws-call.js'
import {operationName} from '../server/operation-name.js'
import {send} from '../server/send.js'
import type {ServiceRequest} from '../server/service.js'
import {requireScenario} from './check-scenario.js'
import type {Clock} from './clock.js'
import {createPlayer, type PlayedCall, type Player} from './player/player.js'
import type {Scenario} from './scenario.js'

export interface PlayOptions {
  /** How many times as fast as AWS; the scenario's own unless said. */
  readonly speed?: number
  /** `eu-west-1` unless said. */
  readonly region?: string
  readonly accountId?: string
  /** Instead of a clock that runs by itself. */
  readonly clock?: Clock
}

/** A scenario that plays on an address of its own. */
export interface PlayedScenario {
  readonly url: string
  readonly region: string
  readonly accountId: string
  /** All calls so far, oldest first. */
  calls(): readonly PlayedCall[]
  /** Milliseconds of the scenario since it began. */
  now(): number
  /** Milliseconds of the scenario at which the last beat comes that is known by now; `undefined`: nothing is to come. */
  end(): number | undefined
  close(): Promise<void>
}

/** Plays a scenario in this process, without moto and without anything else of the local AWS, on a port of its own. */
export async function playScenario(scenario: Scenario, options: PlayOptions = {}): Promise<PlayedScenario> {
  const {region = 'eu-west-1', accountId = '123456789012', speed, clock} = options
  const player = createPlayer(requireScenario(scenario), {region, accountId, speed, ...(clock && {clock})})
  const server = createServer((request, response) => {
    void respond(player, {region, accountId}, request, response).catch((error: unknown) => {
      response.writeHead(500, {'content-type': 'text/plain'}).end(String((error as Error).stack))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as AddressInfo
  const since = (at: number) => at - player.clock.start
  return {
    url: `http://127.0.0.1:${port}`,
    region,
    accountId,
    calls: () => player.calls(),
    now: () => since(player.clock.now()),
    end: () => (player.stage.end === undefined ? undefined : since(player.stage.end)),
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function respond(
  player: Player,
  {region, accountId}: {readonly region: string; readonly accountId: string},
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const call = readAwsCall(request, region)
  const service = call.service ?? 'unsigned'
  const url = new URL(request.url ?? '/', 'http://localhost')
  const asked: ServiceRequest = {
    service,
    region: call.region,
    accountId,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
  }
  const answer = await player.answer(asked, operationName(request, service, body))
  if (answer === 'cut' || answer === 'passed') return void request.socket.resetAndDestroy()
  send(response, answer)
}
