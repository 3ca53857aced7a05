import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {join} from 'node:path'

import {countDaemons} from './network-flags.js'

const BRIDGE = '/sys/class/net/docker0'

/** Before our dockerd starts: whether `docker0` will be its doing. */
export function hasBridge(): boolean {
  return existsSync(BRIDGE)
}

/** After our dockerd has ended: removes its bridge, unless another dockerd has come to use it. Firewall chains stay, as with any Docker. */
export async function removeBridge(folder: string): Promise<void> {
  const mark = bridgeMark(folder)
  if (!existsSync(mark)) return
  if (hasBridge() && countDaemons() === 0) spawnSync('ip', ['link', 'delete', 'docker0'], {stdio: 'ignore'})
  await rm(mark, {force: true})
}

/** Left in the folder where `docker0` was not there before. */
export function bridgeMark(folder: string): string {
  return join(folder, 'engine', 'made-docker0')
}
