import {setTimeout as sleep} from 'node:timers/promises'

import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {LogSource} from './log-source.js'

/** StartLiveTail takes no more. */
const MOST_GROUPS = 10

/** Rings when lines have come in: nobody looks for nothing, nor later than needed. */
export interface Bell {
  /** While it cannot ring, one has to look every now and then. */
  readonly isLive: boolean
  /** Until it rings, or so many ms. Answers with the time of the oldest line that it rang for, in epoch ms. */
  wait(ms: number): Promise<number | undefined>
  close(): void
}

export interface BellInput {
  readonly sources: readonly LogSource[]
  readonly filter?: string | undefined
  /** Between two sessions, ms. */
  readonly pauseMs: number
}

/** A bell that live tail rings. A session that was cut is opened again; where there is none to have the host is told why. */
export function openLiveBell(input: BellInput, ctx: Context, signal: AbortSignal): Bell {
  const closing = new AbortController()
  const ended = AbortSignal.any([signal, closing.signal])
  let isLive = false
  let failure: {readonly error: unknown} | undefined
  let rung: {since: number} | undefined
  let wake = () => {}
  const ring = (since: number) => {
    rung = {since: Math.min(since, rung?.since ?? Infinity)}
    wake()
  }

  async function session(groups: readonly string[]): Promise<boolean> {
    let opened = false
    try {
      for await (const {since = Infinity} of ctx.logs.listen({groups, filter: input.filter}, ended)) {
        opened = true
        if (!isLive) ctx.host.notify({type: 'logs.followed', how: 'live-tail'})
        isLive = true
        ring(since)
      }
    } catch (error) {
      if (ended.aborted) return false
      if (!StackError.is(error)) throw error
      if (!opened) ctx.host.notify({type: 'logs.followed', how: 'polling', reason: error.message})
    } finally {
      isLive = false
      // What has come since the last ring is looked for.
      ring(Infinity)
    }
    return opened
  }

  async function listen(): Promise<void> {
    const groups = input.sources.flatMap(({arn}) => arn ?? [])
    const reason = whyNot(input.sources)
    if (reason !== undefined) return ctx.host.notify({type: 'logs.followed', how: 'polling', reason})
    while (await session(groups)) await sleep(input.pauseMs, undefined, {signal: ended})
  }

  const listening = listen().catch((error: unknown) => {
    if (ended.aborted) return
    failure = {error}
    wake()
  })
  return {
    get isLive() {
      return isLive
    },
    async wait(ms) {
      const timer = new AbortController()
      const either = AbortSignal.any([ended, timer.signal])
      if (!rung && failure === undefined)
        await Promise.race([
          new Promise<void>((resolve) => (wake = resolve)),
          sleep(ms, undefined, {signal: either}).catch(() => undefined),
        ])
      timer.abort()
      if (failure !== undefined) throw failure.error
      const since = rung?.since
      rung = undefined
      return since === Infinity ? undefined : since
    },
    close() {
      closing.abort()
      void listening
    },
  }
}

function whyNot(sources: readonly LogSource[]): string | undefined {
  if (sources.length > MOST_GROUPS)
    return `live tail takes ${MOST_GROUPS} log groups at most, and there are ${sources.length}`
  const unknown = sources.find(({arn}) => arn === undefined)
  return unknown && `the ARN of the log group ${unknown.group} is not known`
}

/** For whom polls. */
export function silentBell(signal: AbortSignal): Bell {
  return {
    isLive: false,
    async wait(ms) {
      await sleep(ms, undefined, {signal}).catch(() => undefined)
      return undefined
    },
    close() {},
  }
}
