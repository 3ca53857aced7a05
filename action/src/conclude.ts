import {tmpdir} from 'node:os'

import {warning} from '@actions/core'
import {formatError} from '@aws-stack/kit/hosted'

import {annotate, annotationsOf} from './annotations.js'
import type {Log} from './log.js'
import {exitCodeOfRun, writeOutputs} from './outputs.js'
import {createPlaces} from './places.js'
import type {Run} from './run.js'

/** Tells what came of the run: outputs, log, annotations, summary, comments. Returns the exit code of the step. */
export async function conclude(run: Run, log: Log): Promise<number> {
  const failure = run.error ?? run.commands.at(-1)?.error
  const places = createPlaces(process.env)
  await writeOutputs(run, process.env['RUNNER_TEMP'] ?? tmpdir())
  if (failure) log.write(`${run.secrets.mask(formatError(failure))}\n`)
  annotate(annotationsOf(run, places), log)
  if (run.inputs?.summary !== false) await summarise(run, log)
  if (run.inputs?.comment !== 'never') {
    const {publishComments} = await import('./comment/publish-comments.js')
    await publishComments(run)
  }
  return failure ? exitCodeOfRun(run) || 1 : 0

  /** What the run did stands, with or without it. */
  async function summarise(run: Run, log: Log): Promise<void> {
    try {
      const {writeSummary} = await import('./summary/write-summary.js')
      await writeSummary(run, places)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      log.command(() => warning(run.secrets.mask(`the summary could not be written: ${why}`)))
    }
  }
}
