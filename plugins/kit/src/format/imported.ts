import type {ImportResult} from '@aws-stack/core'

import {paint} from '../paint.js'
import {count} from './count.js'
import {duration} from './duration.js'
import {size} from './size.js'
import {table} from './table.js'

/** Each source that was taken, and their sum. */
export function formatImported({app, stage, region, sources, bytes, exitCode, durationMs}: ImportResult): string {
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  const sum = `${count(sources.length, 'source')} imported, ${size(bytes)} (${duration(durationMs)})`
  const rows = sources.map((source) => [source.name, source.format, size(source.bytes), unpacked(source)])
  const end = exitCode === 0 ? [] : [paint.removed(`the next one was refused with exit code ${exitCode}`)]
  return [`${title}: ${sum}`, ...table(rows, 2), ...end].join('\n')
}

function unpacked({bytes, sentBytes}: ImportResult['sources'][number]): string {
  return bytes === sentBytes ? '' : paint.quiet(`${size(sentBytes)} decompressed`)
}
