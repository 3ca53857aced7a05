import type {Readable} from 'node:stream'

import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ImportResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {findSources} from '../store/find-sources.js'
import {programsInServer} from '../store/run-in-server.js'
import {sendSources} from '../store/send-sources.js'
import {storeOf} from '../store/store-of.js'

export interface ImportInput {
  /** Files, `s3://bucket/key`, and `-` for `stdin`. */
  readonly sources: readonly string[]
  readonly stdin: Readable
  /** One of the store's; otherwise the names tell. */
  readonly format?: string | undefined
  readonly type?: string | undefined
  readonly task?: string | undefined
}

/** Data into the server, streamed. Nothing is sent before every source was looked at. */
export async function importData<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {sources: names, stdin, format, type, task}: ImportInput,
  ctx: Context,
): Promise<ImportResult> {
  const began = Date.now()
  const {stage, region} = settings
  const store = storeOf(app)
  return inAccount(settings, ctx, async () => {
    const sources = await findSources({names, format, stdin}, store, ctx)
    const run = await programsInServer(app, settings, task, ctx)
    const sent = await sendSources({title: app.title, sources, type, store, run}, ctx)
    const bytes = sent.sources.reduce((sum, source) => sum + source.bytes, 0)
    return {app: app.name, stage, region, ...sent, bytes, durationMs: Date.now() - began}
  })
}
