import {summary} from '@actions/core'

import type {Places} from '../places.js'
import type {Run} from '../run.js'
import {drawDiagrams} from './draw-diagrams.js'
import {formatSummary} from './format-summary.js'

/** Adds the summary of this run to the step's. Rejects where the runner's file cannot be written. */
export async function writeSummary(run: Run, places: Places): Promise<void> {
  const diagrams = await drawDiagrams(run)
  await summary.addRaw(formatSummary(run, {places, diagrams})).write()
}
