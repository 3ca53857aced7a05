import type {ReadStream, WriteStream} from 'node:tty'

import type {DataChannel} from '@aws-stack/core'

/** Joins this terminal to one far away, until that one's session ends. Whatever happens, this one is given back as it was. */
export async function attachTerminal(
  channel: DataChannel,
  {stdin, stdout}: {stdin: ReadStream; stdout: WriteStream},
): Promise<void> {
  const resize = () => channel.resize(stdout.columns, stdout.rows)
  const restore = () => stdin.setRawMode(false)
  process.once('exit', restore)
  try {
    stdin.setRawMode(true)
    resize()
    stdout.on('resize', resize)
    stdin.pipe(channel.input)
    channel.output.pipe(stdout, {end: false})
    await channel.closed
  } finally {
    stdin.unpipe(channel.input)
    stdin.pause()
    stdout.off('resize', resize)
    channel.end()
    restore()
    process.off('exit', restore)
  }
}
