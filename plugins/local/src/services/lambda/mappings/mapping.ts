import {randomUUID} from 'node:crypto'
import {setTimeout as sleep} from 'node:timers/promises'

import type {EventSourceMappingConfiguration} from '@aws-sdk/client-lambda'

import {runInvocation} from '../invoke/pool.js'
import {functionsOf, type World} from '../state/world.js'
import type {Feed, Position} from './event-source.js'
import {sourceOf} from './sources.js'

/** An event source mapping. */
export interface MappingState {
  readonly uuid: string
  readonly region: string
  readonly arn: string
  readonly source: string
  /** As the API shows it. */
  shown: EventSourceMappingConfiguration
  tags: Record<string, string>
  /** Of what reads the source now. */
  polling: AbortController | undefined
  /** Of the shards of a stream. */
  readonly positions: Map<string, Position>
}

export function mappingsOf({mappings}: World, region: string): Map<string, MappingState> {
  const known = mappings.get(region) ?? new Map<string, MappingState>()
  mappings.set(region, known)
  return known
}

/** Shows a change that is under way and, when it has settled, reads the source or leaves it alone. */
export function settle(mapping: MappingState, enabled: boolean, world: World): void {
  const change = (mapping.polling = stopped(mapping))
  void sleep(world.pace.stateMs, undefined, {ref: false}).then(async () => {
    if (world.closed || change.signal.aborted) return
    const source = sourceOf(mapping.source)
    if (enabled) await source.begin?.(feedOf(mapping, world)).catch((error: Error) => untold(mapping, error))
    if (world.closed || change.signal.aborted) return
    mapping.shown = {...mapping.shown, State: enabled ? 'Enabled' : 'Disabled', LastModified: new Date()}
    if (enabled) void source.poll(feedOf(mapping, world), change.signal)
  })
}

/** The stream is gone, or moto is: reading says so again, and begins with what it then finds. */
function untold({source}: MappingState, {message}: Error): void {
  process.stderr.write(`Lambda cannot tell where ${source} begins: ${message}\n`)
}

/** Reads no more; what the function has been given already goes on. */
export function stopped({polling}: MappingState): AbortController {
  polling?.abort()
  return new AbortController()
}

function feedOf({source, region, shown, positions}: MappingState, world: World): Feed {
  const {FunctionArn = ''} = shown
  const name = FunctionArn.slice(FunctionArn.lastIndexOf(':') + 1)
  const current = () => functionsOf(world, region).get(name)
  return {
    arn: source,
    region,
    settings: shown,
    clients: world.options.sources(region),
    outlets: (world.options.outlets ?? world.options.clients)(region),
    pace: world.pace,
    positions,
    role: () => current()?.shown.Role ?? '',
    ready: () => current()?.shown.State === 'Active',
    async invoke(event) {
      const it = current()
      const invocation = {id: randomUUID(), payload: Buffer.from(JSON.stringify(event))}
      if (!it || world.closed) return {requestId: invocation.id, answer: undefined}
      const {outcome} = await runInvocation(it, invocation, world)
      return {requestId: invocation.id, answer: outcome.failed ? undefined : outcome.payload.toString()}
    },
  }
}
