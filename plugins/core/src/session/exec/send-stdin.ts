import type {Readable, Writable} from 'node:stream'

export interface StdinSender {
  /** The remote script has taken a frame. */
  granted(): void
  /** The command has ended: whoever reads its stdin waits for the end. */
  stop(): void
  /** Ends all that runs there. */
  kill(): void
}

/** One `dd` each; large enough that its start does not count. */
const FRAME = 16 * 1024

/** What may lie in the terminal unread: the kernel keeps 64 KiB (drivers/tty/tty_buffer.c), and the agent that writes more stands still. Well below it: at it, bytes have come out wrong. */
const FRAMES_AHEAD = 3

/** Sends stdin in frames, no faster than the command reads it. The nonce heads each, so that a byte too few or too many is noticed. */
export function sendStdin(
  stdin: Readable | undefined,
  input: Writable,
  nonce: string,
  failed: (error: Error) => void,
): StdinSender {
  let credit = FRAMES_AHEAD
  let isEnded = false
  let proceed: (() => void) | undefined

  const endOnce = () => {
    if (isEnded) return
    isEnded = true
    write(input, `0 ${nonce}\n`)
  }
  void forward()
    .catch((error: Error) => isEnded || failed(error))
    .finally(endOnce)

  return {
    granted() {
      credit += 1
      proceed?.()
    },
    stop() {
      endOnce()
      leave()
    },
    kill() {
      isEnded = true
      write(input, `K ${nonce}\n`)
      leave()
    },
  }

  async function forward(): Promise<void> {
    if (!stdin) return
    for await (const read of stdin as AsyncIterable<Buffer | string>) {
      const chunk = Buffer.isBuffer(read) ? read : Buffer.from(read)
      for (let at = 0; at < chunk.length; at += FRAME) {
        while (credit === 0 && !isEnded) await new Promise<void>((resolve) => (proceed = resolve))
        if (isEnded) return
        credit -= 1
        const frame = chunk.subarray(at, at + FRAME)
        // One write: nothing may come between a length and its bytes.
        write(input, Buffer.concat([Buffer.from(`${frame.length} ${nonce}\n`), frame]))
      }
    }
  }

  /** Also out of a read that nothing may ever end. */
  function leave(): void {
    proceed?.()
    stdin?.destroy()
  }
}

function write(input: Writable, bytes: Buffer | string): void {
  if (input.writable) input.write(bytes)
}
