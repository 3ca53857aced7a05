import type {ServiceRequest} from '../server/service.js'
import {BadScenario, requireScenario} from './check-scenario.js'
import {findScenario, library} from './library/index.js'
import {createPlayer, type Elsewhere, type PlayedAnswer, type PlayedCall, type Player} from './player/player.js'
import type {Scenario} from './scenario.js'

/** What `POST /_local/scenario` takes: a scenario, or the name of one that comes with the local AWS. */
export type ScenarioRequest = (Scenario | {readonly name: string}) & {readonly speed?: number}

export interface ScenarioStatus {
  readonly name: string
  readonly summary: string
  readonly watch?: string
  readonly speed: number
  /** Milliseconds of the scenario since it began. */
  readonly now: number
  /** When the last beat comes that is known by now. */
  readonly end?: number
  readonly stacks: Readonly<Record<string, string>>
  readonly calls: readonly PlayedCall[]
}

/** The one scenario that plays in the running local AWS, if any does. */
export interface ScenarioHost {
  play(request: ScenarioRequest): ScenarioStatus
  stop(): void
  status(): ScenarioStatus | undefined
  /** With nothing playing everything is asked elsewhere. */
  answer(request: ServiceRequest, operation: string, elsewhere: Elsewhere): Promise<PlayedAnswer>
}

export function createScenarioHost(place: {readonly region: string; readonly accountId: string}): ScenarioHost {
  let player: Player | undefined
  return {
    play(request) {
      const {speed} = request
      player = createPlayer(scenarioFor(request), {...place, speed})
      return statusOf(player)
    },
    stop() {
      player = undefined
    },
    status: () => player && statusOf(player),
    answer: async (request, operation, elsewhere) =>
      player ? player.answer(request, operation, elsewhere) : elsewhere(),
  }
}

/** Anything with plays is a scenario itself. */
function scenarioFor(request: ScenarioRequest): Scenario {
  if ('plays' in request) return requireScenario(request)
  const found = findScenario(request.name)
  if (found && (request.speed === undefined || request.speed > 0)) return found
  throw new BadScenario(
    found
      ? `speed is ${request.speed}: it must be a number above 0`
      : `there is no scenario ${JSON.stringify(request.name)}; there are ${library.map(({name}) => name).join(', ')}`,
  )
}

function statusOf(player: Player): ScenarioStatus {
  const {scenario, stage, clock} = player
  stage.advance()
  const {name, summary, watch} = scenario
  const {end} = stage
  return {
    name,
    summary,
    ...(watch && {watch}),
    speed: clock.speed,
    now: clock.now() - clock.start,
    ...(end !== undefined && {end: end - clock.start}),
    stacks: Object.fromEntries(stage.world.stacks.map((stack) => [stack.name, stack.status])),
    calls: player.calls(),
  }
}
