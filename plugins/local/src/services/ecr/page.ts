import {ServiceError} from '../../server/service.js'

export interface PageInput {
  readonly maxResults?: number
  readonly nextToken?: string
}

/** One page of a list: 100 entries unless asked otherwise, at most 1000. The token is the place where the next one begins. */
export function page<Item>(all: readonly Item[], input: PageInput): {items: Item[]; next: {nextToken?: string}} {
  const size = input.maxResults ?? 100
  if (size < 1 || size > 1000)
    throw new ServiceError('InvalidParameterException', `maxResults ${size} is not between 1 and 1000`)
  const start = input.nextToken === undefined ? 0 : readToken(input.nextToken)
  const items = all.slice(start, start + size)
  return {items, next: start + size < all.length ? {nextToken: writeToken(start + size)} : {}}
}

function writeToken(start: number): string {
  return Buffer.from(String(start)).toString('base64url')
}

function readToken(token: string): number {
  const start = Number(Buffer.from(token, 'base64url').toString('utf8'))
  if (!Number.isInteger(start)) throw new ServiceError('InvalidParameterException', `nextToken ${token} is not valid`)
  return start
}
