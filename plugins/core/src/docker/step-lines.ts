import {StringDecoder} from 'node:string_decoder'

import type {SecretStream} from '../secrets/secret-stream.js'

/** A program that never ends its line is not kept waiting for it. */
const LONGEST = 8192

/** Cuts what a step prints into lines as a terminal would leave them: of a line written over by `\r`, the last version. */
export interface StepLines {
  write(bytes: Uint8Array): string[]
  /** The line that nobody ended. */
  end(): string[]
}

export function createStepLines(masked: SecretStream): StepLines {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    write(bytes) {
      const lines = (rest + masked.write(decoder.write(Buffer.from(bytes)))).split('\n')
      rest = overwritten(lines.pop() ?? '')
      if (rest.length > LONGEST) {
        lines.push(rest)
        rest = ''
      }
      return lines.map(visible)
    },
    end() {
      const lines = (rest + masked.end(decoder.end())).split('\n').map(visible)
      rest = ''
      return lines.at(-1) === '' ? lines.slice(0, -1) : lines
    },
  }
}

function visible(line: string): string {
  return overwritten(line).replace(/\r$/, '')
}

/** A `\r` at the very end may still turn out to be half of `\r\n`. */
function overwritten(line: string): string {
  return line.slice(line.lastIndexOf('\r', line.length - 2) + 1)
}
