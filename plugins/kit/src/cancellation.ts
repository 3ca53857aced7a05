import {hostname, userInfo} from 'node:os'

import type {Signals} from '@aws-stack/core'

import {duration} from './format/duration.js'

/** The first SIGINT or SIGTERM aborts `signal`, the second `leave`, with the signal's name as reason. The third is the program's: it ends at once. */
export interface Cancellation extends Signals {
  /** Aborts both after so many ms, with the reason `timeout`. */
  limit(ms: number): void
  /** Signals are the process's own again. */
  end(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export function listenForCancellation(say: (text: string) => void): Cancellation {
  const stop = new AbortController()
  const leave = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const cancel = (name: NodeJS.Signals) => {
    if (stop.signal.aborted) return leave.abort(name)
    say(`${name}: stopping what runs; once more to leave at once`)
    stop.abort(name)
  }
  for (const name of SIGNALS) process.on(name, cancel)
  return {
    signal: stop.signal,
    leave: leave.signal,
    limit(ms) {
      timer = setTimeout(() => {
        say(`the time limit of ${duration(ms)} is reached`)
        // First this one: what runs at AWS is left alone, not cancelled.
        leave.abort('timeout')
        stop.abort('timeout')
      }, ms)
    },
    end() {
      clearTimeout(timer)
      for (const name of SIGNALS) process.off(name, cancel)
    },
  }
}

/** Whom other runs name while they wait for this one. */
export function startedBy({GITHUB_RUN_ID, GITHUB_REPOSITORY}: NodeJS.ProcessEnv): string {
  if (GITHUB_RUN_ID) return `github ${GITHUB_REPOSITORY ?? ''} run ${GITHUB_RUN_ID}`
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // A container's user may have no name.
    return hostname()
  }
}
