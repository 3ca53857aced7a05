import {garbled} from '../session-error.js'

/** What the remote script says: a letter, and text. See `remote-script.ts`. */
export interface Frame {
  readonly kind: string
  readonly text: string
}

const START = 0x01
const END = 0x02

/** Far above what the script makes of the 32 KiB that it reads at once. */
const LONGEST = 1024 * 1024

/** Finds frames in what the terminal shows, in pieces of any size. What stands between them is somebody else's: a banner, a program that writes to /dev/tty. */
export function createFrameReader(): (chunk: Buffer) => Frame[] {
  let parts: Buffer[] | undefined
  let length = 0

  return (chunk) => {
    const frames: Frame[] = []
    for (let at = 0; at < chunk.length;) {
      if (!parts) {
        const start = chunk.indexOf(START, at)
        if (start === -1) break
        parts = []
        length = 0
        at = start + 1
      }
      const end = chunk.indexOf(END, at)
      const part = chunk.subarray(at, end === -1 ? chunk.length : end)
      parts.push(part)
      length += part.length
      if (length > LONGEST) throw garbled(`a frame of more than ${LONGEST} bytes`)
      if (end === -1) break
      const text = Buffer.concat(parts).toString('latin1')
      parts = undefined
      frames.push({kind: text.slice(0, 1), text: text.slice(1)})
      at = end + 1
    }
    return frames
  }
}

export type Encoding = 'base64' | 'hex'

const FORMS: Readonly<Record<Encoding, RegExp>> = {base64: /^[A-Za-z0-9+/\s]*={0,2}\s*$/, hex: /^[0-9a-f\s]*$/}

/** Lines of any length, as `base64` and `od` break them. */
export function decodeFrame(text: string, encoding: Encoding): Buffer {
  if (!FORMS[encoding].test(text)) throw garbled('a frame with something in it that a program wrote to the terminal')
  return Buffer.from(encoding === 'hex' ? text.replaceAll(/\s/g, '') : text, encoding)
}
