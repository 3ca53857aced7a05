import {join} from 'node:path'

import type {NoMoto} from '../moto/bring-moto.js'
import {type Moto, MOTO_VERSION} from '../moto/moto.js'
import type {MotoAddress} from './pass-on.js'

export interface MotoStatus {
  readonly status: 'starting' | 'running' | 'dead' | 'missing'
  readonly lane?: Moto['lane']
  readonly version?: string
  readonly reason?: string
}

const GET_IT = `pip install 'moto[server]==${MOTO_VERSION}', or install python3-venv, or start Docker; then aws-stack local:stop and aws-stack local:start`
const RESTART = 'aws-stack local:stop and aws-stack local:start bring it back'

/** Follows moto from its start to its end; a moto that dies is not started again, as all it knew is gone. */
export interface MotoWatch {
  readonly address: MotoAddress
  status(): MotoStatus
  follow(moto: Moto | NoMoto): void
}

export function createMotoWatch(folder: string): MotoWatch {
  let port: number | undefined
  let missing = 'it is still starting'
  let status: MotoStatus = {status: 'starting'}

  return {
    address: {
      get port() {
        return port
      },
      get missing() {
        return missing
      },
    },
    status: () => status,
    follow(moto) {
      if (moto.lane === 'none') {
        missing = `${moto.reason.replaceAll('\n', '; ')}. ${GET_IT}`
        status = {status: 'missing', reason: moto.reason}
        return
      }
      const {lane, version} = moto
      port = moto.port
      status = {status: 'running', lane, version}
      void moto.ended.then(() => {
        port = undefined
        missing = `it has died, see ${join(folder, 'moto.log')}; ${RESTART}`
        status = {status: 'dead', lane, version, reason: missing}
      })
    },
  }
}
