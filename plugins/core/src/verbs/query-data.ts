import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {CountResult, QueryResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {readCount, readRows} from '../store/read-answer.js'
import {programsInServer} from '../store/run-in-server.js'
import {storeOf} from '../store/store-of.js'

export interface QueryInput {
  readonly query: string
  /** Rows at most. */
  readonly limit: number
  readonly task?: string | undefined
}

/** The first events that a query finds. */
export async function queryData<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {query, limit, task}: QueryInput,
  ctx: Context,
): Promise<QueryResult> {
  // One more than is wanted tells whether there are more.
  const words = storeOf(app).exportCommand({format: 'json', query, limit: limit + 1})
  return quietlyInAccount(settings, ctx, async () => {
    const run = await programsInServer(app, settings, task, ctx)
    return readRows({words, run, limit}, ctx)
  })
}

/** How many events a query finds; without one, how many there are. */
export async function countData<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {query, task}: {query?: string | undefined; task?: string | undefined},
  ctx: Context,
): Promise<CountResult> {
  const words = storeOf(app).countCommand(query)
  return quietlyInAccount(settings, ctx, async () => {
    const run = await programsInServer(app, settings, task, ctx)
    return readCount({words, run}, ctx)
  })
}
