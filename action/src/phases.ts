import {endGroup, startGroup} from '@actions/core'
import type {EngineEvent, ImageProgress, NodeRef} from '@aws-stack/core'

import type {Log} from './log.js'

/** The groups of the log, one for each phase. The runner knows no group in a group: opening one closes the other. */
export interface Phases {
  open(title: string): void
  close(): void
  /** A line of a build's log: shown in a group of its own after the phase. */
  keep(image: string, line: string): void
}

/** Of each image; a longer log lacks its beginning. */
const KEPT_LINES = 10_000

export function createPhases(log: Log): Phases {
  let isOpen = false
  const logs = new Map<string, {lines: string[]; dropped: number}>()

  const end = () => {
    if (isOpen) log.command(endGroup)
    isOpen = false
  }
  const open = (title: string) => {
    end()
    log.command(() => startGroup(title))
    isOpen = true
  }
  return {
    open,
    close() {
      end()
      for (const [image, {lines, dropped}] of logs) {
        open(`build log of ${image}`)
        if (dropped > 0) log.write(`(without its first ${dropped} lines)\n`)
        for (const line of lines) log.write(`${line}\n`)
        end()
      }
      logs.clear()
    },
    keep(image, line) {
      const kept = logs.get(image) ?? {lines: [], dropped: 0}
      logs.set(image, kept)
      kept.lines.push(line)
      if (kept.lines.length <= KEPT_LINES) return
      kept.lines.shift()
      kept.dropped += 1
    },
  }
}

/** The phase that begins with an event. */
export function phaseOf(event: EngineEvent): string | undefined {
  if (event.type === 'plan.started') return `planning ${event.app} ${event.stage}`
  return event.type === 'run.started' ? `${PHASES[event.verb]} ${event.app} ${event.stage}` : undefined
}

const PHASES: Readonly<Record<Extract<EngineEvent, {type: 'run.started'}>['verb'], string>> = {
  deploy: 'deploying',
  destroy: 'destroying',
  build: 'building the images of',
  push: 'pushing the images of',
  attach: 'following',
  cancel: 'cancelling',
  start: 'starting',
  stop: 'stopping',
  restart: 'restarting',
  release: 'releasing the configurations of',
  revert: 'reverting the configurations of',
}

/** What a step of a build printed, or how it ended, as a line of that image's log. */
export function buildLine(progress: ImageProgress): string | undefined {
  if (progress.phase === 'log') return progress.line
  if (progress.phase !== 'build' || progress.step.startsWith('[internal]')) return undefined
  if (progress.state === 'started') return progress.step
  return progress.state === 'finished' ? undefined : `${progress.step} ${progress.state}`
}

export function imageOf({kind, name}: NodeRef): string {
  return `${kind} ${name}`
}
