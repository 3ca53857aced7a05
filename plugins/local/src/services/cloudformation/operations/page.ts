import {invalid} from '../invalid.js'

const PAGE = 100

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextToken?: string
}

/** The next hundred. */
export function page<T>(items: readonly T[], token: string | undefined): Page<T> {
  const start = position(token) ?? 0
  const end = start + PAGE
  return {items: items.slice(start, end), ...(end < items.length && {nextToken: toToken(end)})}
}

/** From the newest to the oldest, without slipping while newer ones come: the token counts from the oldest. */
export function pageFromNewest<T>(oldestFirst: readonly T[], token: string | undefined): Page<T> {
  const end = position(token) ?? oldestFirst.length
  const start = Math.max(end - PAGE, 0)
  return {items: oldestFirst.slice(start, end).reverse(), ...(start > 0 && {nextToken: toToken(start)})}
}

function toToken(count: number): string {
  return Buffer.from(`next:${count}`).toString('base64url')
}

function position(token: string | undefined): number | undefined {
  if (token === undefined) return undefined
  const count = /^next:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (count === undefined) throw invalid('The specified NextToken is invalid')
  return Number(count)
}
