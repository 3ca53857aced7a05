import {StringDecoder} from 'node:string_decoder'

import {createNeutral} from './neutral-text.js'

type Write = (text: string, done?: (error?: Error | null) => void) => boolean

/** The step's log, which the runner reads line by line, as text and for its commands. */
export interface Log {
  /** Text of whoever: never a command. */
  write(text: string): void
  /** What `issue` writes through `@actions/core` is a command, on a line of its own. */
  command(issue: () => void): void
  /** While `work` goes on all that anybody writes to standard output or standard error is text, in one order. */
  guard<Result>(work: () => Promise<Result>): Promise<Result>
}

export function createLog(out: Write = process.stdout.write.bind(process.stdout)): Log {
  const neutral = createNeutral()
  return {
    write: (text) => void out(neutral.pass(text)),
    command(issue) {
      if (!neutral.atLineStart()) out(neutral.pass('\n'))
      const giveBack = take(process.stdout, (text) => out(text))
      try {
        issue()
      } finally {
        giveBack()
      }
    },
    async guard(work) {
      const write: Write = (text, done) => out(neutral.pass(text), done)
      const taken = [take(process.stdout, write), take(process.stderr, write)]
      try {
        return await work()
      } finally {
        for (const giveBack of taken) giveBack()
      }
    },
  }
}

/** All that is written to the stream goes there, until the returned function gives it back. */
function take(stream: NodeJS.WriteStream, write: Write): () => void {
  const before = Object.getOwnPropertyDescriptor(stream, 'write')
  stream.write = guarded(write)
  return () => {
    if (before) Object.defineProperty(stream, 'write', before)
    else Reflect.deleteProperty(stream, 'write')
  }
}

/** `write` of a stream: `(chunk, encoding?, callback?)`. */
function guarded(write: Write): typeof process.stdout.write {
  const decoder = new StringDecoder('utf8')
  return (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const done = rest.find((one) => typeof one === 'function') as Parameters<Write>[1]
    return write(typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)), done)
  }
}
