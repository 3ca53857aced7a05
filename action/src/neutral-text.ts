import {stripVTControlCharacters} from 'node:util'

/** Text that arrives in pieces, made harmless for the runner: see `createNeutral`. */
export interface Neutral {
  pass(piece: string): string
  /** Nothing stands before the next character on its line. */
  atLineStart(): boolean
}

// Trimmed by the runner before it looks for a command (.NET's `String.TrimStart`).
const BLANK = /[\s\u0085]/
const CONTROLS = /[\0-\u0008\u000B\u000C\u000E-\u001F\u007F]/g

/**
 * No line that comes out is a command of the runner, whatever goes in, cut anywhere. The runner takes a line for one that begins with `::`,
 * spaces apart, or has `##[` anywhere ("ActionCommand.cs" of actions/runner); both get a space, which shows what stood there and is nothing to
 * it. Escaped thus rather than put between `::stop-commands::` and its token: masks have to be told to the runner in between. Colours go, too.
 */
export function createNeutral(): Neutral {
  /** Of the line so far: nothing but spaces, these and a colon, or more. */
  let line: 'blank' | 'colon' | 'text' = 'blank'
  let isEmpty = true
  let hashes = 0

  const pass = (char: string): string => {
    if (char === '\n' || char === '\r') {
      line = 'blank'
      isEmpty = true
      hashes = 0
      return char
    }
    const breaks = (line === 'colon' && char === ':') || (hashes >= 2 && char === '[')
    if (line === 'colon') line = 'text'
    else if (line === 'blank' && !BLANK.test(char)) line = char === ':' ? 'colon' : 'text'
    isEmpty = false
    hashes = char === '#' ? hashes + 1 : 0
    return breaks ? ` ${char}` : char
  }

  return {
    pass: (piece) => Array.from(withoutControls(piece), pass).join(''),
    atLineStart: () => isEmpty,
  }
}

function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replaceAll(CONTROLS, '')
}
