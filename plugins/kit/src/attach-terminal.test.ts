import assert from 'node:assert/strict'
import {PassThrough} from 'node:stream'
import type {ReadStream, WriteStream} from 'node:tty'

import {attachTerminal} from './attach-terminal.js'

describe('a terminal joined to one far away', () => {
  it('is raw meanwhile, tells its size, and is given back at the end', async () => {
    const {terminal, channel, raw, sizes, end} = joined()
    const attached = attachTerminal(channel, terminal)
    terminal.stdout.columns = 100
    terminal.stdout.emit('resize')
    end.resolve('')

    await attached

    assert.deepEqual(raw, [true, false])
    assert.deepEqual(sizes, [
      [80, 24],
      [100, 24],
    ])
    assert.equal(terminal.stdout.listenerCount('resize'), 0)
  })

  it('is given back when the session is lost too', async () => {
    const {terminal, channel, raw, end} = joined()
    end.reject(new Error('lost'))

    await assert.rejects(attachTerminal(channel, terminal), /lost/)

    assert.deepEqual(raw, [true, false])
  })

  it('passes on what is typed and what is shown', async () => {
    const {terminal, channel, end} = joined()
    const attached = attachTerminal(channel, terminal)
    terminal.stdin.push('typed')
    channel.output.push('shown')
    await new Promise((resolve) => setTimeout(resolve, 20))
    end.resolve('')
    await attached

    assert.equal(String(channel.input.read()), 'typed')
    assert.equal(String(terminal.stdout.read()), 'shown')
  })
})

function joined() {
  const raw: boolean[] = []
  const sizes: [number, number][] = []
  const end = Promise.withResolvers<string>()
  const stdin = Object.assign(new PassThrough(), {setRawMode: (mode: boolean) => raw.push(mode)})
  const stdout = Object.assign(new PassThrough(), {columns: 80, rows: 24})
  const channel = {
    output: new PassThrough(),
    input: new PassThrough(),
    resize: (columns: number, rows: number) => void sizes.push([columns, rows]),
    end: () => undefined,
    closed: end.promise,
  }
  const terminal = {stdin: stdin as unknown as ReadStream, stdout: stdout as unknown as WriteStream & PassThrough}
  return {terminal, channel, raw, sizes, end}
}
