import type {IncomingMessage, ServerResponse} from 'node:http'

import {BadScenario} from '../scenarios/check-scenario.js'
import type {ScenarioHost, ScenarioRequest} from '../scenarios/scenario-host.js'
import type {AppConfig} from '../services/appconfig/create-app-config.js'
import {BadSettings} from '../services/appconfig/settings.js'
import type {FaultList, FaultRule} from './fault-list.js'
import type {WebIdentity} from '../services/sts/create-web-identity.js'
import type {Layers} from '../services/lambda/layers.js'
import type {Journal} from './journal.js'

export interface LocalHealth {
  readonly pid: number
  readonly folder: string
  readonly registryHost: string
}

export interface ControlOptions {
  readonly faults: FaultList
  readonly journal: Journal
  readonly scenario: ScenarioHost
  readonly appConfig: Pick<AppConfig, 'settings' | 'change'>
  readonly webIdentity: Pick<WebIdentity, 'settings' | 'change'>
  readonly layers: Pick<Layers, 'register' | 'zip'>
  /** Who answers here: `local:start` knows its own server by it. */
  readonly identity: LocalHealth
  status(): Promise<object>
  reset(): Promise<void>
  sampleVpc(region: string): Promise<string | undefined>
}

type Answer = object | undefined | void

/** `/_local/`: what AWS does not have. JSON in and out; the address is on loopback, so nobody signs. */
export function createControl(options: ControlOptions) {
  const {faults, journal, scenario, appConfig, webIdentity, layers, identity} = options

  const routes: Readonly<Record<string, (url: URL, body: unknown) => Answer | Promise<Answer>>> = {
    'GET /_local/health': () => identity,
    'GET /_local/status': () => options.status(),
    'GET /_local/requests': ({searchParams}) => {
      const service = searchParams.get('service')
      return {requests: journal.entries().filter((entry) => !service || entry.service === service)}
    },
    'DELETE /_local/requests': () => void journal.clear(),
    'POST /_local/fail': (_url, rule) => void addFault(faults, rule as FaultRule),
    'POST /_local/delay': (_url, rule) => void addFault(faults, {ms: 1000, ...(rule as FaultRule)}),
    'GET /_local/faults': () => ({faults: faults.list()}),
    'DELETE /_local/faults': () => void faults.clear(),
    'POST /_local/scenario': (_url, request) => scenario.play(request as ScenarioRequest),
    'GET /_local/scenario': () => scenario.status() ?? {},
    'DELETE /_local/scenario': () => scenario.stop(),
    'GET /_local/appconfig': () => appConfig.settings(),
    'POST /_local/appconfig': (_url, settings) => appConfig.change(settings),
    'GET /_local/sts': () => webIdentity.settings(),
    'POST /_local/sts': (_url, settings) => webIdentity.change(settings),
    'POST /_local/layers': (_url, layer) => registerLayer(layers, layer as {arn?: unknown; file?: unknown}),
    'GET /_local/sample-vpc': async ({searchParams}) => ({
      vpcId: await options.sampleVpc(searchParams.get('region') ?? ''),
    }),
    'POST /_local/reset': async () => void (await options.reset()),
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const layer = /^\/_local\/layers\/([0-9a-f]{64})\.zip$/.exec(url.pathname)?.[1]
    if (request.method === 'GET' && layer !== undefined) return sendZip(response, layers.zip(layer))
    const route = routes[`${request.method} ${url.pathname}`]
    if (!route) return send(response, 404, {message: 'unknown', known: Object.keys(routes)})
    try {
      const answer = await route(url, await readJson(request))
      send(response, answer ? 200 : 204, answer)
    } catch (error) {
      if (isTheirs(error)) send(response, 400, {message: error.message})
      else throw error
    }
  }
}

class BadRequest extends Error {}

function isTheirs(error: unknown): error is Error {
  return (
    error instanceof BadRequest ||
    error instanceof BadScenario ||
    error instanceof BadSettings ||
    error instanceof SyntaxError
  )
}

function addFault(faults: FaultList, rule: FaultRule): void {
  const problem = faults.add(rule)
  if (problem) throw new BadRequest(problem)
}

async function registerLayer(
  layers: Pick<Layers, 'register'>,
  {arn, file}: {arn?: unknown; file?: unknown},
): Promise<object> {
  if (typeof arn !== 'string' || typeof file !== 'string') throw new BadRequest('a layer has an arn and a file')
  try {
    return await layers.register(arn, file)
  } catch (error) {
    throw new BadRequest((error as Error).message)
  }
}

function sendZip(response: ServerResponse, zip: Buffer | undefined): void {
  response.writeHead(zip ? 200 : 404, {'content-type': 'application/zip', 'content-length': zip?.length ?? 0})
  response.end(zip)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text || '{}') as unknown
}

function send(response: ServerResponse, status: number, body: Answer): void {
  response.writeHead(status, {'content-type': 'application/json'})
  response.end(body && JSON.stringify(body))
}
