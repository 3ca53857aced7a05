import {rm} from 'node:fs/promises'
import {join} from 'node:path'

import type {LocalState} from '@aws-stack/kit'

import {writeFileAtomically} from './write-file-atomically.js'

/** Where `readLocalState` of kit looks; who made stand-ins for base images notes them in a file of its own. */
export async function writeState(state: Omit<LocalState, 'standIns'>): Promise<void> {
  await writeFileAtomically(join(state.folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`)
}

export async function removeState(folder: string): Promise<void> {
  await rm(join(folder, 'state.json'), {force: true})
  await removeStandIns(folder)
}

/** They name images of the registry, and those are gone. */
export async function removeStandIns(folder: string): Promise<void> {
  await rm(join(folder, 'stand-ins.json'), {force: true})
}
