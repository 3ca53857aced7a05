import type {ReplayResult, SendResult, SentEvents} from '@aws-stack/core'

import {paint} from '../paint.js'
import {oneLine} from '../reporters/harmless.js'
import {count} from './count.js'
import {duration} from './duration.js'
import {size} from './size.js'
import {table} from './table.js'

/** How many went where, and why some did not. */
export function formatSent(result: SendResult): string {
  const {app, stage, region, source, kind, sent, bytes, durationMs} = result
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  const sum = `${count(sent, 'event')} sent through ${source} (${kind}), ${size(bytes)} (${duration(durationMs)})`
  return [`${title}: ${sum}`, ...failureLines(result)].join('\n')
}

export function formatReplayed(result: ReplayResult): string {
  const {app, stage, region, bucket, source, objects, storedBytes, dryRun, sent, incomplete, durationMs} = result
  const title = paint.title(`${app}, stage ${stage}, ${region}`)
  const what = `${count(objects, 'object')} of ${bucket} (${size(storedBytes)})`
  if (dryRun) return `${title}: ${what} would be replayed through ${source}`
  if (objects === 0) return `${title}: there is nothing to replay in ${bucket}`
  const sum = `${count(sent, 'event')} of ${what} replayed through ${source} (${duration(durationMs)})`
  const rows = incomplete.map((key) => `  ${paint.removed('incomplete')} ${oneLine(key)}`)
  return [`${title}: ${sum}`, ...failureLines(result), ...rows].join('\n')
}

function failureLines({failed, failures}: SentEvents): string[] {
  if (failed === 0) return []
  const rows = failures.map(({event, code, message}) => [`event ${event}`, code, oneLine(message)])
  const more = failed > failures.length ? [paint.quiet(`  and ${failed - failures.length} more`)] : []
  return [paint.removed(`${count(failed, 'event')} failed`), ...table(rows, 2), ...more]
}
