import {randomUUID} from 'node:crypto'

import {ServiceError} from '../../../server/service.js'
import {parseName} from '../state/names.js'
import {type FunctionState, functionsOf, type Statement, type World} from '../state/world.js'
import {deliver} from './deliver.js'
import type {Outcome} from './invocation.js'
import {runInvocation} from './pool.js'

/** An invocation by a service of AWS, which the function's own policy has to allow. */
export interface ServiceCall {
  /** Of the function. */
  readonly arn: string
  /** `s3.amazonaws.com` */
  readonly principal: string
  /** What the event comes from: a bucket, a topic, a method of an API. */
  readonly sourceArn: string
  readonly sourceAccount: string
  readonly event: unknown
  /** Whether the service waits for the answer; else Lambda tries as often as the function says. */
  readonly wait: boolean
  /** The service works as a role: it needs no leave of the function's policy. */
  readonly byRole?: boolean
}

export type ServiceCallResult = 'missing' | 'denied' | 'throttled' | 'accepted' | Outcome

export async function callFunction(call: ServiceCall, world: World): Promise<ServiceCallResult> {
  const it = findFunction(call.arn, world)
  if (!it) return 'missing'
  if (!call.byRole && mayCallFunction(call, world) !== true) return 'denied'
  const invocation = {id: randomUUID(), payload: Buffer.from(JSON.stringify(call.event))}
  if (!call.wait) {
    void deliver(it, invocation, world)
    return 'accepted'
  }
  try {
    const {outcome} = await runInvocation(it, invocation, world)
    return outcome
  } catch (error) {
    if (error instanceof ServiceError && error.status === 429) return 'throttled'
    throw error
  }
}

/** `undefined`: there is no such function. */
export function mayCallFunction(call: Omit<ServiceCall, 'event' | 'wait'>, world: World): boolean | undefined {
  const it = findFunction(call.arn, world)
  return it && it.policy.some((statement) => allows(statement, call))
}

function findFunction(arn: string, world: World): FunctionState | undefined {
  const {name, qualifier} = parseName(arn)
  if (qualifier !== undefined && qualifier !== '$LATEST') return undefined
  return functionsOf(world, arn.split(':')[3] ?? '').get(name)
}

/** The conditions that AddPermission writes; with any other it allows nothing. */
function allows(statement: Statement, call: Omit<ServiceCall, 'event' | 'wait'>): boolean {
  const {
    Effect,
    Principal,
    Action,
    Condition = {},
  } = statement as Statement & {
    Effect?: string
    Principal?: '*' | {Service?: string | string[]}
    Action?: string
    Condition?: Record<string, Record<string, string>>
  }
  const services = Principal === '*' ? [call.principal] : [Principal?.Service ?? []].flat()
  if (Effect !== 'Allow' || !services.includes(call.principal)) return false
  if (!['lambda:InvokeFunction', 'lambda:*', '*'].includes(Action ?? '')) return false
  return Object.entries(Condition).every(([operator, values]) =>
    Object.entries(values).every(([name, wanted]) => {
      if (operator === 'ArnLike' && name === 'AWS:SourceArn') return isLike(call.sourceArn, wanted)
      return operator === 'StringEquals' && name === 'AWS:SourceAccount' && wanted === call.sourceAccount
    }),
  )
}

function isLike(arn: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(arn)
}
