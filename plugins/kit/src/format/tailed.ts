import {type StreamEvent, toTailedEvent} from '@aws-stack/core'

import {paint} from '../paint.js'
import {harmless} from '../reporters/harmless.js'

/** An event's data; `verbose`: behind its time, shard and key. What is no text is in base64. */
export function formatTailed(event: StreamEvent, {verbose}: {readonly verbose: boolean}): string {
  const {time, shard, partitionKey, data} = toTailedEvent(event)
  // A terminal would take orders from it; a program that reads it wants it as it is.
  const text = process.stdout.isTTY ? harmless(data) : data
  return verbose ? `${paint.quiet(`${time} ${shard} ${partitionKey}`)} ${text}` : text
}
