import {Transform} from 'node:stream'

/** A stream that hands on what it is given, and tells how many bytes. */
export function meter(moved: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      moved(chunk.length)
      done(undefined, chunk)
    },
  })
}
