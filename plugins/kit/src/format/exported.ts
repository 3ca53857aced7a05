import type {ExportResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {duration} from './duration.js'
import {size} from './size.js'

export function formatExported({app, stage, region, output, bytes, durationMs}: ExportResult): string {
  return `${paint.title(`${app}, stage ${stage}, ${region}`)}: ${output} holds ${size(bytes)} (${duration(durationMs)})`
}
