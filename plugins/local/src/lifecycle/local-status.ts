import type {LocalState} from '@aws-stack/kit'

import type {MotoStatus} from '../server/moto-watch.js'
import type {RecordedResource} from '../services/cloudformation/create-cloudformation.js'
import {requireRunning} from './require-running.js'
import {callLocal} from './running-state.js'

/** What `/_local/status` answers. */
export interface LocalStatus {
  readonly state: LocalState
  readonly engine: {
    readonly kind: 'found' | 'private' | 'missing'
    readonly host?: string
    readonly version?: string
    readonly reason?: string
    readonly answers: boolean
  }
  readonly moto: MotoStatus
  /** Resources of stacks that exist only in their stack: AWS knows their type, the local AWS makes nothing for it. */
  readonly recordedOnly: readonly RecordedResource[]
  /** Calls per service since start or reset. */
  readonly requests: Readonly<Record<string, number>>
}

export async function localStatus(folder: string): Promise<LocalStatus> {
  return (await callLocal(await requireRunning(folder), 'GET', 'status')) as LocalStatus
}
