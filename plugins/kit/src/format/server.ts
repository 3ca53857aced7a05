import type {ServerResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'

/** What start, stop or restart has come to. */
export function formatServer({app, stage, region, changed, service, task, durationMs}: ServerResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  const state = task === undefined ? `${service} is stopped` : `${service} runs as task ${task}`
  return `${title}: ${state}${changed ? ` (${duration(durationMs)})` : ', as it was before'}`
}
