import {Writable} from 'node:stream'
import {StringDecoder} from 'node:string_decoder'

const LONGEST = 10_000

/** A stream of UTF-8 that tells whole lines, and one longer than `longest` in pieces. */
export function tellLines(tell: (line: string) => void, longest = LONGEST): Writable {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const whole = (rest + decoder.write(chunk)).split(/\r?\n/)
      rest = whole.pop() ?? ''
      for (const line of whole) tell(line)
      if (rest.length > longest) {
        tell(rest)
        rest = ''
      }
      done()
    },
    final(done) {
      rest += decoder.end()
      if (rest) tell(rest)
      done()
    },
  })
}
