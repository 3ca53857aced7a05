import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import type {Readable, Writable} from 'node:stream'

import {cancelled, StackError} from '../../errors.js'
import {openDataChannel, type DataChannel, type SessionGrant} from '../data-channel.js'
import {garbled, lost} from '../session-error.js'
import {createFrameReader, decodeFrame, type Encoding, type Frame} from './read-frames.js'
import {bootstrapCommand, remoteScript, type RemoteCommand} from './remote-script.js'
import {checkEnv} from './shell-words.js'
import {sendStdin, type StdinSender} from './send-stdin.js'

export interface ExecCommandInput extends RemoteCommand {
  /** Starts a session that runs this. */
  readonly open: (command: string) => Promise<SessionGrant>
  /** Nothing: the command reads an empty stdin. It is destroyed when the command has ended. */
  readonly stdin?: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly signal: AbortSignal
}

/** How long what was killed has to go, before the terminal is hung up. */
const KILL_MS = 1000

const LAST_WORDS = 500

/** An argument of a program has at most 128 KiB on Linux (execve(2), MAX_ARG_STRLEN). */
const LONGEST_COMMAND = 128 * 1024 - 1

/** Runs a command at the other end as if it ran here: its stdin, stdout, stderr and exit code. */
export async function execCommand(input: ExecCommandInput): Promise<number> {
  check(input)
  const {signal, stdin} = input
  const nonce = randomBytes(8).toString('hex')
  const opening = new AbortController()
  let channel: DataChannel | undefined
  let sender: StdinSender | undefined
  const abort = () => {
    if (!sender) return opening.abort(signal.reason)
    sender.kill()
    setTimeout(() => channel?.end(), KILL_MS).unref()
  }
  signal.addEventListener('abort', abort, {once: true})

  try {
    if (signal.aborted) throw cancelled(signal)
    channel = await openDataChannel(await input.open(bootstrapCommand(nonce)), opening.signal)
    return await follow(input, channel, nonce, (started) => (sender = started))
  } catch (error) {
    sender?.kill()
    throw signal.aborted ? cancelled(signal) : error
  } finally {
    signal.removeEventListener('abort', abort)
    stdin?.destroy()
    channel?.end()
  }
}

async function follow(
  {command, env, stdin, stdout, stderr, signal}: ExecCommandInput,
  channel: DataChannel,
  nonce: string,
  started: (sender: StdinSender) => void,
): Promise<number> {
  const readFrames = createFrameReader()
  let shown = ''
  let encoding: Encoding | undefined
  let sender: StdinSender | undefined

  const begin = ({kind, text}: Frame) => {
    if (kind === 'M') throw missingTools(text.slice(nonce.length).trim().split(' '))
    encoding = text.slice(nonce.length) as Encoding
    const script = Buffer.from(remoteScript({command, ...(env && {env})}, nonce))
    channel.input.write(Buffer.concat([Buffer.from(`${script.length}\n`), script]))
    sender = sendStdin(stdin, channel.input, nonce, (error) => channel.output.destroy(error))
    started(sender)
  }

  for await (const chunk of channel.output as AsyncIterable<Buffer>) {
    if (!encoding) shown = (shown + chunk.toString('latin1')).slice(-LAST_WORDS)
    for (const frame of readFrames(chunk)) {
      const {kind, text} = frame
      if (!encoding) {
        if (text.startsWith(nonce)) begin(frame)
      } else if (kind === 'O') await write(stdout, decodeFrame(text, encoding), signal)
      else if (kind === 'E') await write(stderr, decodeFrame(text, encoding), signal)
      else if (kind === 'R') sender?.granted()
      else if (kind === 'D') sender?.stop()
      else if (kind === 'G') throw garbled('standard input, of which bytes were lost or doubled on the way')
      else if (kind === 'X') return exitCode(text)
    }
  }
  const words = await channel.closed
  throw lost(words || plain(encoding ? '' : shown) || 'it ended before the command did')
}

function check({command, env = {}}: RemoteCommand): void {
  checkEnv(env)
  if (command.includes('\0')) throw new StackError('USAGE', 'a command cannot hold a zero byte')
  const length = Buffer.byteLength(command)
  if (length <= LONGEST_COMMAND) return
  throw new StackError('USAGE', `the command has ${length} bytes, which is more than ${LONGEST_COMMAND}`)
}

/** Where not even the script began, the terminal says why: no `sh` in the image. */
function plain(shown: string): string {
  return shown.replaceAll(/[^ -~]+/g, ' ').trim()
}

function missingTools(tools: string[]): StackError {
  const message = `the container's image has no ${tools.join(' and no ')}, which a command with streams of its own needs`
  return new StackError('EXEC_TOOLS_MISSING', message, {details: {tools}})
}

function exitCode(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw garbled(`the exit code ${JSON.stringify(text)}`)
  return Number(text)
}

/** Waits for whoever reads slowly, so that nothing piles up here. */
async function write(stream: Writable, bytes: Buffer, signal: AbortSignal): Promise<void> {
  if (!stream.write(bytes)) await once(stream, 'drain', {signal})
}
