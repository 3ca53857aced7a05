import {randomInt} from 'node:crypto'

import type {ServiceRequest, ServiceResponse} from '../../server/service.js'
import {badRequest, notFound} from './faults.js'
import {advance, type Deployment} from './state/deployment.js'
import {PREDEFINED} from './state/strategies.js'
import type {Application, Environment, Profile, Region, Strategy, World} from './state/world.js'

export interface AppConfigCall {
  /** What the path names, in its order. */
  readonly names: readonly string[]
  readonly query: URLSearchParams
  /** The JSON body; empty for an operation with a body of its own. */
  readonly input: Readonly<Record<string, unknown>>
  readonly request: ServiceRequest
  readonly region: Region
  readonly world: World
}

/** One operation of the AWS AppConfig API Reference, by the same name. */
export type AppConfigOperation = (call: AppConfigCall) => Promise<ServiceResponse> | ServiceResponse

export function answer(body: object, status = 200): ServiceResponse {
  return {status, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}
}

export const NOTHING: ServiceResponse = {status: 204, headers: {}, body: ''}

export function applicationOf({names: [id = ''], region}: AppConfigCall): Application {
  const application = region.applications.get(id)
  if (application) return application
  throw notFound('Application', id)
}

/** Up to date. */
export function environmentOf(call: AppConfigCall): Environment {
  const [, id = ''] = call.names
  const environment = applicationOf(call).environments.get(id)
  if (!environment) throw notFound('Environment', id)
  return brought(environment, call.world)
}

/** A deployment in it is as far as it is by now. */
export function brought(environment: Environment, world: World): Environment {
  for (const deployment of environment.deployments) advance(deployment, world.now())
  return environment
}

export function deploymentOf(call: AppConfigCall): Deployment {
  const [, , number = ''] = call.names
  const deployment = environmentOf(call).deployments[Number(number) - 1]
  if (deployment) return deployment
  throw notFound('Deployment', number)
}

export function profileOf(call: AppConfigCall, id = call.names[1] ?? ''): Profile {
  const profile = applicationOf(call).profiles.get(id)
  if (profile) return profile
  throw notFound('ConfigurationProfile', id)
}

export function strategyOf({region}: AppConfigCall, id = ''): Readonly<Strategy> {
  const strategy = PREDEFINED.find((one) => one.id === id) ?? region.strategies.get(id)
  if (strategy) return strategy
  throw notFound('DeploymentStrategy', id)
}

export function newId(): string {
  const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return Array.from({length: 7}, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

export function arnIn({region, world}: Pick<AppConfigCall, 'region' | 'world'>, path: string): string {
  return `arn:aws:appconfig:${region.name}:${world.options.accountId}:${path}`
}

/** One page of a list, by `max_results` (50 at most, and unless said) and `next_token` of the query. */
export function pageOf<T>(all: readonly T[], {query}: AppConfigCall): {Items: T[]; NextToken?: string} {
  const size = Number(query.get('max_results') ?? 50)
  if (!Number.isInteger(size) || size < 1 || size > 50) {
    throw badRequest(`Value '${query.get('max_results')}' at 'maxResults' must be between 1 and 50`)
  }
  const first = firstOf(query.get('next_token'))
  const end = first + size
  return {Items: all.slice(first, end), ...(end < all.length && {NextToken: tokenOf(end)})}
}

function tokenOf(first: number): string {
  return Buffer.from(`from ${first}`).toString('base64url')
}

function firstOf(token: string | null): number {
  if (token === null) return 0
  const first = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (first === undefined) throw badRequest('The NextToken is not valid')
  return Number(first)
}
