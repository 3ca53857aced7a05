import {randomUUID} from 'node:crypto'

import type {Beat} from '../beats.js'
import type {Cue, Play, Scenario} from '../scenario.js'
import {bringConfigs, configsEnd} from './appconfig/bring-configs.js'
import {applyBeat} from './apply-beat.js'
import {createTimeline, type Performance} from './timeline.js'
import type {OperationRef} from '../../services/cloudformation/stack/operation-event.js'
import {createWorld, type World, type WorldOptions} from './world.js'

/** A call that something may begin at. */
export interface Signal extends Cue {
  /** Of the operation that it starts. */
  readonly type?: string
  readonly token?: string | undefined
  readonly changeSet?: string
  /** Where it is known already: a change set has its operation from the start. */
  readonly as?: OperationRef
  /** What is played where the scenario has nothing for it. */
  readonly otherwise: readonly Beat[]
}

/** The world of a scenario and what is still to come. */
export interface Stage {
  readonly world: World
  /** Brings the world up to the scenario's now. */
  advance(): void
  /** Begins the play of a call; its beats at 0 are true at once. */
  perform(signal: Signal): OperationRef
  /** What a call would begin. */
  preview(cue: Cue): readonly Beat[]
  /** Epoch milliseconds of the last beat that is to come. */
  readonly end: number | undefined
}

export function createStage(scenario: Scenario, options: WorldOptions): Stage {
  const world = createWorld(scenario, options)
  const timeline = createTimeline()
  const played = new Map<Play, number>()

  const advance = (now = world.clock.now()): void => {
    for (let due = timeline.take(now); due; due = timeline.take(now)) applyBeat(world, due)
    bringConfigs(world.configs, now)
  }

  const find = (cue: Cue): Play | undefined => {
    const fits = ({on, times = Infinity}: Play, count: number) => count < times && on !== 'load' && suits(on, cue)
    return scenario.plays.find((one) => fits(one, played.get(one) ?? 0))
  }

  const playFor = (signal: Signal): Play | undefined => {
    const play = find(signal)
    if (play) played.set(play, (played.get(play) ?? 0) + 1)
    return play
  }

  const begin = (performance: Performance): void => {
    timeline.begin(performance)
    advance(performance.beganAt)
  }

  for (const play of scenario.plays.filter(({on}) => on === 'load')) {
    const operation = {id: randomUUID(), type: 'UPDATE_STACK'}
    begin({play, beganAt: world.clock.start, operation, token: `Console-UpdateStack-${randomUUID()}`})
  }

  return {
    world,
    advance: () => advance(),
    perform(signal) {
      const {
        stack,
        token,
        changeSet,
        profile,
        type = signal.operation,
        as: operation = {id: randomUUID(), type},
      } = signal
      const play = playFor(signal) ?? {beats: signal.otherwise}
      begin({play, beganAt: world.clock.now(), stack, token, changeSet, profile, operation})
      return operation
    },
    preview: (cue) => find(cue)?.beats ?? [],
    get end() {
      const ends = [timeline.end, configsEnd(world.configs)].filter((end) => end !== undefined)
      return ends.length > 0 ? Math.max(...ends) : undefined
    },
  }
}

function suits(cue: Cue, signal: Cue): boolean {
  if (cue.operation !== signal.operation) return false
  if (cue.stack !== undefined && cue.stack !== signal.stack) return false
  const named = ['service', 'application', 'environment', 'profile'] as const
  if (named.some((name) => cue[name] !== undefined && cue[name] !== signal[name])) return false
  return (cue.resources ?? []).every((resource) => signal.resources?.includes(resource))
}
