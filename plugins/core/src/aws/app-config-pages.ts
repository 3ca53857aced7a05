import type {AppConfig as Client} from '@aws-sdk/client-appconfig'

import {answered} from './answered.js'
import type {Service} from './create-service.js'

/** AppConfig gives at most fifty at a time (`MaxResults` in the AWS AppConfig API Reference). */
const PAGE = 50

export interface PageAsked {
  readonly NextToken?: string
  readonly MaxResults: number
}

interface Page<Item> {
  readonly Items?: readonly Item[] | undefined
  readonly NextToken?: string | undefined
}

export interface Listing<Item> {
  readonly operation: string
  readonly ask: (client: Client, page: PageAsked, options: {abortSignal: AbortSignal}) => Promise<Page<Item>>
  readonly signal?: AbortSignal | undefined
}

/** Page by page: whoever has seen enough stops. */
export async function* pagesOf<Item>(
  service: Service<Client>,
  {operation, ask, signal}: Listing<Item>,
): AsyncGenerator<readonly Item[]> {
  let token: string | undefined
  do {
    const page = {MaxResults: PAGE, ...(token !== undefined && {NextToken: token})}
    const answer = await service.call(
      operation,
      (client, options) => ask(client, page, options),
      signal ? {signal} : {},
    )
    yield answered(answer.Items, 'AppConfig', operation)
    // An empty page may have a next one.
    token = answer.NextToken || undefined
  } while (token !== undefined)
}

export async function allOf<Item>(service: Service<Client>, listing: Listing<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const page of pagesOf(service, listing)) items.push(...page)
  return items
}
