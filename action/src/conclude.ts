import {error as annotateError, warning} from '@actions/core'
import {formatError} from '@aws-stack/kit/hosted'

import {annotate, annotationsOf} from './annotations.js'
import type {Log} from './log.js'
import {exitCodeOfRun, writeOutputs} from './outputs.js'
import {createPlaces, type Places} from './places.js'
import type {Run} from './run.js'
import {runnerTemp} from './runner-temp.js'

/** Tells what came of the run: log, outputs, annotations, summary, comments. Returns the exit code of the step. */
export async function conclude(run: Run, log: Log): Promise<number> {
  const failure = run.error ?? run.commands.at(-1)?.error
  const places = createPlaces(process.env)
  if (failure) log.write(`${run.secrets.mask(formatError(failure))}\n`)
  const hasOutputs = await tellOutputs(run, log)
  annotate(annotationsOf(run, places), log)
  if (run.inputs?.summary !== false) await summarise(run, places, log)
  if (run.inputs?.comment !== 'never') {
    const {publishComments} = await import('./comment/publish-comments.js')
    await publishComments(run)
  }
  return failure ? exitCodeOfRun(run) || 1 : Number(!hasOutputs)
}

/** Later steps would work with none, so the step fails without them; but whoever looks for the reason finds all else. */
async function tellOutputs(run: Run, log: Log): Promise<boolean> {
  const warn = (text: string) => log.command(() => warning(run.secrets.mask(text)))
  try {
    await writeOutputs(run, runnerTemp(), warn)
    return true
  } catch (error) {
    const text = run.secrets.mask(`the outputs of the step could not be written: ${whyOf(error)}`)
    log.command(() => annotateError(text, {title: 'aws-stack'}))
    return false
  }
}

/** What the run did stands, with or without it. */
async function summarise(run: Run, places: Places, log: Log): Promise<void> {
  try {
    const {writeSummary} = await import('./summary/write-summary.js')
    await writeSummary(run, places)
  } catch (error) {
    log.command(() => warning(run.secrets.mask(`the summary could not be written: ${whyOf(error)}`)))
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
