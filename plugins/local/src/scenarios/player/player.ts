import {setTimeout as sleep} from 'node:timers/promises'

import {errorResponse} from '../../server/error-response.js'
import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import {readInput} from '../../services/cloudformation/protocol/read-input.js'
import {type Clock, createClock} from '../clock.js'
import type {Scenario} from '../scenario.js'
import {answerAppConfig} from './appconfig/appconfig.js'
import {type ConfigNames, configNames} from './appconfig/config-names.js'
import {answerCloudFormation} from './cloudformation/cloudformation.js'
import {answerEcs} from './ecs/ecs.js'
import {answerLambda} from './lambda.js'
import {answerLogs} from './logs.js'
import {isList, mergeLists} from './merge-lists.js'
import {owns} from './owns.js'
import {createStage, type Stage} from './stage.js'
import {answerSts} from './sts.js'
import {takeTroubles, troubledAnswer} from './trouble.js'

/** A call as it came. */
export interface PlayedCall {
  readonly service: string
  readonly operation: string
  /** As the caller named it. */
  readonly stack?: string
  /** Of AppConfig, by name. */
  readonly application?: string
  readonly environment?: string
  readonly profile?: string
  /** Epoch milliseconds of the wall's clock. */
  readonly at: number
  /** Milliseconds of the scenario since it began. */
  readonly scenarioMs: number
  /** HTTP status of the answer; 0: the connection was cut. Absent: not answered yet, or by somebody else. */
  status?: number
}

/** `cut`: the connection is to be cut. `passed`: somebody else has answered. */
export type PlayedAnswer = ServiceResponse | 'cut' | 'passed'

/** Whoever answers what the scenario does not name. */
export type Elsewhere = () => Promise<ServiceResponse | 'passed'>

export interface Player {
  readonly scenario: Scenario
  readonly stage: Stage
  readonly clock: Clock
  /** Without `elsewhere` all there is is the scenario. */
  answer(request: ServiceRequest, operation: string, elsewhere?: Elsewhere): Promise<PlayedAnswer>
  calls(): readonly PlayedCall[]
}

export interface PlayerOptions {
  readonly region: string
  readonly accountId: string
  /** Instead of the scenario's own. */
  readonly speed?: number | undefined
  /** For tests that turn the hands themselves. */
  readonly clock?: Clock
}

type Answer = (stage: Stage, request: ServiceRequest, operation: string) => ServiceResponse | Promise<ServiceResponse>

const ANSWERS: Readonly<Record<string, Answer>> = {
  appconfig: answerAppConfig,
  cloudformation: answerCloudFormation,
  ecs: answerEcs,
  lambda: answerLambda,
  logs: answerLogs,
  sts: answerSts,
}

/** Answers AWS calls as a scenario tells. */
export function createPlayer(scenario: Scenario, options: PlayerOptions): Player {
  const {region, accountId} = options
  const clock = options.clock ?? createClock(options.speed ?? scenario.speed ?? 1)
  const stage = createStage(scenario, {clock, region, accountId})
  const calls: PlayedCall[] = []

  return {
    scenario,
    stage,
    clock,
    calls: () => calls,
    async answer(request, operation, elsewhere) {
      const stack = stackNamed(request)
      const scenarioMs = clock.now() - clock.start
      const {service} = request
      const configs = configNames(stage.world.configs, request)
      const call: PlayedCall = {service, operation, ...(stack && {stack}), ...configs, at: Date.now(), scenarioMs}
      calls.push(call)
      const trouble = await meetTrouble(stage, request, operation, stack, configs)
      const answer = trouble ?? (await answerCalmly(stage, request, operation, elsewhere))
      if (answer !== 'passed') call.status = answer === 'cut' ? 0 : answer.status
      return answer
    },
  }
}

async function meetTrouble(
  stage: Stage,
  request: ServiceRequest,
  operation: string,
  stackNameOrId: string | undefined,
  configs: ConfigNames,
): Promise<ServiceResponse | 'cut' | undefined> {
  stage.advance()
  const stack = stackNameOrId?.startsWith('arn:') ? stackNameOrId.split('/')[1] : stackNameOrId
  const troubles = takeTroubles(stage.world, {service: request.service, operation, stack, ...configs})
  for (const {kind, ms = 10_000} of troubles) if (kind === 'slow') await sleep(ms / stage.world.clock.speed)
  const trouble = troubles.find(({kind}) => kind !== 'slow')
  return trouble && trouble.kind !== 'slow' ? (troubledAnswer(trouble.kind, request) ?? 'cut') : undefined
}

async function answerCalmly(
  stage: Stage,
  request: ServiceRequest,
  operation: string,
  elsewhere: Elsewhere | undefined,
): Promise<ServiceResponse | 'passed'> {
  if (!elsewhere || owns(stage.world, request)) return ownAnswer(stage, request, operation)
  const ordinary = await elsewhere()
  if (ordinary === 'passed' || request.region !== stage.world.region) return ordinary
  const merges = isList(request.service, operation) && stackNamed(request) === undefined
  return merges ? mergeLists(operation, await ownAnswer(stage, request, operation), ordinary) : ordinary
}

async function ownAnswer(stage: Stage, request: ServiceRequest, operation: string): Promise<ServiceResponse> {
  stage.advance()
  const answer = ANSWERS[request.service]
  try {
    if (!answer) throw new ServiceError('InvalidAction', `A scenario does not play the service ${request.service}`)
    return await answer(stage, request, operation)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return errorResponse({headers: request.headers, url: request.path}, request.service, error)
  }
}

/** By name or ARN, as the caller says it. */
function stackNamed(request: ServiceRequest): string | undefined {
  if (request.service !== 'cloudformation') return undefined
  const {StackName: name} = readInput(request)
  return typeof name === 'string' && name !== '' ? name : undefined
}
