import type {LoggedLine} from '@aws-stack/core'

import {DISTINCT, paint} from '../paint.js'
import {harmless} from '../reporters/harmless.js'

/** Lines with their time and source, each source in a colour of its own. */
export function createLogLines(): (line: LoggedLine) => string {
  const colours = new Map<string, (text: string) => string>()
  return ({time, source, stream, message}) => {
    const colour = colours.get(source) ?? DISTINCT[colours.size % DISTINCT.length] ?? paint.title
    colours.set(source, colour)
    return `${paint.quiet(time)} ${colour(`${source}/${shortStream(stream)}`)} ${harmless(message.trimEnd())}`
  }
}

/** `server/main/0123456789abcdef…` of ECS and `2026/01/31/[$LATEST]0123456789abcdef…` of Lambda by the beginning of what differs. */
function shortStream(stream: string): string {
  return /[^/\]]*$/.exec(stream)?.[0].slice(0, 8) ?? ''
}
