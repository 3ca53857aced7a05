import type {Writable} from 'node:stream'

import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ExportResult} from '../data-results.js'
import type {Settings} from '../settings.js'
import {openTarget} from '../store/open-target.js'
import {receiveData} from '../store/receive-data.js'
import {programsInServer} from '../store/run-in-server.js'
import {storeOf} from '../store/store-of.js'

export interface ExportInput {
  readonly query: string
  readonly format: string
  /** Events at most. */
  readonly limit?: number | undefined
  /** A file, `s3://bucket/key`, or `-` for `stdout`. */
  readonly output: string
  readonly stdout: Writable
  /** No progress is told. */
  readonly untold?: boolean | undefined
  readonly task?: string | undefined
}

/** What a query finds, streamed. A file or an object is there only where all of it has come. */
export async function exportData<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {query, format, limit, output, stdout, untold, task}: ExportInput,
  ctx: Context,
): Promise<ExportResult> {
  const began = Date.now()
  const {stage, region} = settings
  const words = storeOf(app).exportCommand({format, query, limit})
  return quietlyInAccount(settings, ctx, async () => {
    const run = await programsInServer(app, settings, task, ctx)
    const target = await openTarget(output, stdout, ctx, ctx.signal)
    const received = await receiveData({words, run, target, name: output, untold}, ctx)
    return {app: app.name, stage, region, output, format, ...received, durationMs: Date.now() - began}
  })
}
