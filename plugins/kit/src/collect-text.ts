import {Writable} from 'node:stream'

/** A stream whose text is wanted whole. */
export function collectText(): {readonly stream: Writable; readonly text: () => string} {
  const parts: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk)
      done()
    },
  })
  return {stream, text: () => Buffer.concat(parts).toString()}
}
