import {type ChildProcess, spawn} from 'node:child_process'
import {createInterface} from 'node:readline'

import {createSecrets} from '../secrets/secrets.js'
import {RecordingHost} from '../testing/recording-host.js'
import type {AwsAccess} from './access.js'
import {pause} from './pause.js'
import {createRequestTokens} from './request-token.js'

export interface Moto {
  readonly process: ChildProcess
  readonly url: string
}

/** On a free port, which it prints. `undefined`: it is not installed. */
export function startMoto(): Promise<Moto | undefined> {
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {stdio: ['ignore', 'ignore', 'pipe']})
  return new Promise((resolve) => {
    server.on('error', () => resolve(undefined))
    server.on('exit', () => resolve(undefined))
    createInterface({input: server.stderr}).on('line', (line) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
      if (url) resolve({process: server, url})
    })
  })
}

export function accessTo(moto: Moto | undefined): AwsAccess {
  return {
    region: 'eu-west-1',
    endpoint: {url: moto?.url ?? '', accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret'},
    host: new RecordingHost(),
    secrets: createSecrets(),
    signal: new AbortController().signal,
    leave: new AbortController().signal,
    tokens: createRequestTokens(),
    pause,
    now: () => performance.now(),
  }
}
