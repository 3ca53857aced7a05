import type {Beat} from '../beats.js'
import type {Play} from '../scenario.js'
import type {OperationRef} from '../../services/cloudformation/stack/operation-event.js'

/** A play that began. */
export interface Performance {
  readonly play: Pick<Play, 'beats'>
  readonly beganAt: number
  /** What the call was about. */
  readonly stack?: string | undefined
  readonly token?: string | undefined
  readonly changeSet?: string | undefined
  readonly profile?: string | undefined
  /** What its events belong to; another one once the stack rolls back. */
  operation: OperationRef
}

export interface Due {
  readonly at: number
  readonly beat: Beat
  readonly performance: Performance
}

export interface Timeline {
  /** Beats of earlier plays that are about the same things do not come any more. */
  begin(performance: Performance): void
  /** Takes out what is due, in order. */
  take(now: number): Due | undefined
  /** When the last beat comes; `undefined`: nothing is to come. */
  readonly end: number | undefined
}

/** Beats are not driven by timers: whoever asks brings the world up to the time of asking. */
export function createTimeline(): Timeline {
  let pending: Due[] = []
  return {
    begin(performance) {
      const {play, beganAt} = performance
      const mine = play.beats.map((beat) => ({at: beganAt + beat.at, beat, performance}))
      const about = new Set(mine.map(subject))
      const left = pending.filter((due) => !about.has(subject(due)) || subject(due) === undefined)
      pending = [...left, ...mine].sort((a, b) => a.at - b.at)
    },
    take(now) {
      const [next] = pending
      return next && next.at <= now ? pending.shift() : undefined
    },
    get end() {
      return pending.at(-1)?.at
    },
  }
}

/** What a beat is about; troubles, log lines and what others do to configurations belong to nobody and come anyway. */
function subject({beat, performance}: Due): string | undefined {
  switch (beat.do) {
    case 'stack':
    case 'resource':
    case 'deployed':
    case 'note':
      return `stack ${beat.stack ?? performance.stack}`
    case 'change-set':
      return `change set ${performance.changeSet}`
    case 'rollout':
    case 'service-deployment':
    case 'task':
      return `service ${beat.service}`
    case 'function':
      return `function ${beat.function.name}`
    case 'config-deployment':
    case 'config-rollback':
    case 'config-upload':
    case 'log':
    case 'trouble':
    case 'stale':
      return undefined
  }
}
