import {spawn} from 'node:child_process'
import {createWriteStream} from 'node:fs'
import {join} from 'node:path'

import {endProcess, recordProcess} from '../folder/process-records.js'
import {type Moto, MOTO_SETTINGS} from './moto.js'

const PATIENCE_MS = 60_000

/** Starts the program `moto_server` on a free port of its own choice, and waits until it says which. */
export async function runMotoServer(
  program: string,
  about: Pick<Moto, 'lane' | 'version'>,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Moto | string> {
  const child = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...environment, PYTHONUNBUFFERED: '1', ...MOTO_SETTINGS},
  })
  const ended = new Promise<unknown>((resolve) => {
    child.on('exit', (code, signal) => resolve(`${program} ended with ${signal ?? code}`))
    child.on('error', resolve)
  })
  // Before the output flows anywhere: the line comes once.
  const announced = announcedPort(child.stderr)
  const log = createWriteStream(join(folder, 'moto.log'), {flags: 'a'})
  child.stdout.pipe(log, {end: false})
  child.stderr.pipe(log, {end: false})
  if (child.pid === undefined) return String(await ended)
  const record = await recordProcess(folder, 'moto', child.pid)

  const port = await Promise.race([announced, ended, late()])
  if (typeof port !== 'number') {
    await endProcess(record, 1000)
    return `${String(port)}; see ${join(folder, 'moto.log')}`
  }
  return {...about, port, ended, stop: async () => void (await endProcess(record, 5000))}
}

/** `Running on http://127.0.0.1:40123` */
function announcedPort(output: NodeJS.ReadableStream): Promise<number> {
  return new Promise((resolve) => {
    let text = ''
    output.on('data', function listen(chunk: Buffer) {
      text += chunk.toString()
      const port = /Running on http:\/\/[^:]+:(\d+)/.exec(text)?.[1]
      if (!port) return
      output.off('data', listen)
      resolve(Number(port))
    })
  })
}

function late(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(`moto_server did not answer within ${PATIENCE_MS / 1000} s`), PATIENCE_MS).unref()
  })
}
