import {open, readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

const PATIENCE_MS = 10 * 60 * 1000

/** One start or stop of a folder at a time; who comes second waits, and then finds the work done. */
export async function withLock<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const file = join(folder, 'lock')
  await take(file, signal)
  try {
    return await work()
  } finally {
    await rm(file, {force: true})
  }
}

async function take(file: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (await isStale(file)) await rm(file, {force: true})
    else if (Date.now() > deadline) throw new Error(`${file} is held by another start or stop of this folder`)
    else await sleep(200, undefined, {signal})
  }
}

/** Its holder is gone. An empty file is being written right now. */
async function isStale(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''))
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
