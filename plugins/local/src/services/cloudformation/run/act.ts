import {setTimeout as sleep} from 'node:timers/promises'

import type {ResourceStep} from '../faults.js'
import type {HandlerScope, ResourceHandler} from '../handler.js'
import {recordedHandler} from '../spec/recorded-handler.js'
import type {StackResource, Tag} from '../stack/stack.js'
import type {Run} from './run.js'

/** One call of a resource's handler, at the pace of the local AWS and with the fault that somebody asked for. */
export async function act<T>(
  run: Run,
  resource: StackResource,
  action: ResourceStep['action'],
  work: (handler: ResourceHandler, scope: HandlerScope) => Promise<T>,
): Promise<T> {
  const {world, spec, stack} = run
  const {logicalId, type} = resource
  const fault = world.options.faults.take({
    service: 'cloudformation',
    region: stack.region,
    stack: stack.name,
    logicalId,
    resourceType: type,
    action,
  })
  await sleep(fault?.delayMs ?? world.resourceMs, undefined, run.signal && {signal: run.signal})
  if (fault?.reason) throw new Error(fault.reason)

  const handler = world.options.handlers[type] ?? recordedHandler(spec.resource(type)!)
  return work(handler, handlerScope(run, logicalId, resource.tags))
}

function handlerScope({world, stack}: Run, logicalId: string, tags: readonly Tag[]): HandlerScope {
  const {region, accountId, name, id} = stack
  return {
    region,
    accountId,
    stackName: name,
    stackId: id,
    logicalId,
    tags: [
      ...tags,
      {Key: 'aws:cloudformation:stack-name', Value: name},
      {Key: 'aws:cloudformation:stack-id', Value: id},
      {Key: 'aws:cloudformation:logical-id', Value: logicalId},
    ],
    clients: world.options.clients(region),
    generatedName: (max) => generatedName(name, logicalId, max),
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const SUFFIX = 12

function generatedName(stack: string, logicalId: string, max: number): string {
  const suffix = Array.from({length: SUFFIX}, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')
  const room = Math.max(max - SUFFIX - 1, 0)
  // A long logical id leaves the stack's name at least half of the room, and the other way round.
  const ofId = logicalId.slice(0, Math.max(Math.floor(room / 2), room - stack.length - 1))
  const ofStack = stack.slice(0, Math.max(room - ofId.length - 1, 0))
  return [ofStack, ofId, suffix].filter(Boolean).join('-').slice(-max)
}
