import {invalid} from './find.js'

export interface PageInput {
  readonly maxResults?: number
  readonly nextToken?: string
}

/** One page of at most 100 (Amazon ECS API Reference, the List operations); the token is the place where the next begins. */
export function page<Item>(all: readonly Item[], {maxResults = 100, nextToken}: PageInput) {
  if (maxResults < 1 || maxResults > 100) throw invalid('maxResults must be between 1 and 100.')
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString())
  if (!Number.isInteger(start)) throw invalid('Invalid token')
  const end = start + maxResults
  const next = end < all.length ? {nextToken: Buffer.from(String(end)).toString('base64url')} : {}
  return {items: all.slice(start, end), next}
}
