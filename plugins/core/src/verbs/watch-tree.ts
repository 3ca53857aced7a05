import {type FSWatcher, watch} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'

import {type ConfigTreeInput, openConfigTree, type TreeEntry} from '../configs/config-tree.js'
import {cancelled} from '../errors.js'

/** An editor writes a file in several steps, and several files at a time. */
const QUIET_MS = 100

/** What became of the sources that an edit has touched; of the first round, of all. */
export interface WatchRound {
  readonly entries: readonly TreeEntry[]
  readonly ms: number
}

/** Compiles, and again what each edit touches, until the signal aborts: then it throws `CANCELLED`. An edit that touches nothing is no round. */
export async function* watchTree(input: ConfigTreeInput & {readonly signal: AbortSignal}): AsyncGenerator<WatchRound> {
  const tree = await openConfigTree(input)
  const changes = watchFolders(resolve(input.directory), input.signal)
  try {
    for (let edited: ReadonlySet<string> | undefined; ; edited = await changes.next()) {
      const began = performance.now()
      const entries = await tree.compile(edited)
      changes.add(tree.files())
      if (entries.length > 0 || !edited) yield {entries, ms: Math.round(performance.now() - began)}
    }
  } finally {
    changes.close()
  }
}

interface Changes {
  /** Watches the folders of these files too. */
  add(files: readonly string[]): void
  /** Files that were edited since, once nothing more is for a moment. */
  next(): Promise<ReadonlySet<string>>
  close(): void
}

function watchFolders(root: string, signal: AbortSignal): Changes {
  const edited = new Set<string>()
  const watchers = new Map<string, FSWatcher>()
  let wake = () => {}
  const open = (folder: string, recursive: boolean) => {
    const watcher = watch(folder, {recursive}, (_event, name) => {
      if (name) edited.add(join(folder, name))
      wake()
    })
    // A folder that is removed; what was in it is told of by itself.
    watcher.on('error', () => watcher.close())
    watchers.set(folder, watcher)
  }
  open(root, true)
  return {
    add(files) {
      for (const folder of new Set(files.map((file) => dirname(file)))) {
        const isInside = !relative(root, folder).startsWith('..')
        if (isInside || watchers.has(folder)) continue
        try {
          open(folder, false)
        } catch {
          // An import path that is not there; should it come, the next round's file finds it.
        }
      }
    },
    async next() {
      if (edited.size === 0) await until((resume) => (wake = resume), signal)
      for (let size = -1; size !== edited.size;) {
        size = edited.size
        await until((resume) => void setTimeout(resume, QUIET_MS), signal)
      }
      const files = new Set(edited)
      edited.clear()
      return files
    },
    close() {
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

function until(begin: (resume: () => void) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled(signal))
    const abort = () => reject(cancelled(signal))
    signal.addEventListener('abort', abort, {once: true})
    begin(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}
