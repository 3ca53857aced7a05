import {ServiceError} from '../../server/service.js'
import type {RecoveryPoint, Region, Vault, World} from './world.js'

export interface BackupCall {
  /** What the path names, in its order. */
  readonly names: readonly string[]
  readonly query: URLSearchParams
  readonly input: Readonly<Record<string, unknown>>
  readonly region: Region
  readonly world: World
}

/** One operation of the AWS Backup API Reference, by the same name. A `Date` in the answer becomes epoch seconds. */
export type BackupOperation = (call: BackupCall) => Promise<object> | object

export function vaultOf({vaults}: Region, name = ''): Vault {
  const vault = vaults.get(name)
  if (vault) return vault
  throw notFound(`Backup vault ${name} does not exist`)
}

/** In whichever vault it is. */
export function pointOf({vaults}: Region, arn = ''): RecoveryPoint {
  const vault = [...vaults.values()].find(({points}) => points.has(arn))
  if (vault) return pointIn(vault, arn)
  throw noPoint(arn)
}

export function pointIn({points}: Vault, arn = ''): RecoveryPoint {
  const point = points.get(arn)
  if (point) return point
  throw noPoint(arn)
}

function noPoint(arn: string): ServiceError {
  return notFound(`Recovery point does not exist: ${arn}`)
}

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 400)
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message, 400)
}

/** A text that the call has to give. */
export function required({input}: BackupCall, name: string): string {
  const value = input[name]
  if (typeof value === 'string' && value) return value
  throw new ServiceError('MissingParameterValueException', `${name} is required`, 400)
}

/** One page of a list, by `maxResults` and `nextToken` of the query. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams): {page: T[]; next: {NextToken?: string}} {
  const first = Number(query.get('nextToken') ?? 0)
  const size = Number(query.get('maxResults') ?? 100)
  const end = first + size
  return {page: all.slice(first, end), next: end < all.length ? {NextToken: String(end)} : {}}
}
