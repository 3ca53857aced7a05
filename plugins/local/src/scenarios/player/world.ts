import type {OperationRef} from '../../services/cloudformation/stack/operation-event.js'
import {randomUUID} from 'node:crypto'

import type {ChangeScene, Trouble} from '../beats.js'
import type {Clock} from '../clock.js'
import type {Scenario} from '../scenario.js'
import type {
  DeploymentScene,
  FunctionScene,
  ResourceScene,
  ServiceDeploymentScene,
  StackScene,
  TaskDefinitionScene,
  TaskScene,
} from '../scenes.js'
import {configsFromScenes, type PlayedConfigs} from './appconfig/configs-from-scenes.js'
import {stackFromScene} from './stack-from-scene.js'

/** All that the player knows; in memory. */
export interface World {
  readonly clock: Clock
  readonly region: string
  readonly accountId: string
  readonly scenes: ReadonlyMap<string, StackScene>
  /** Oldest first, deleted ones too: they are found by ARN. */
  readonly stacks: PlayedStack[]
  readonly services: ReadonlyMap<string, PlayedService>
  readonly taskDefinitions: readonly TaskDefinitionScene[]
  readonly functions: ReadonlyMap<string, {scene: FunctionScene; modifiedAt: number}>
  /** By group, by stream. */
  readonly logs: Map<string, Map<string, LogEvent[]>>
  readonly configs: PlayedConfigs
  troubles: ActiveTrouble[]
}

export interface PlayedStack {
  readonly id: string
  readonly name: string
  createdAt: number
  status: string
  reason?: string | undefined
  detailedStatus?: string | undefined
  updatedAt?: number
  deletedAt?: number
  template: string
  parameters: Readonly<Record<string, string>>
  outputs: Readonly<Record<string, string>>
  tags: Readonly<Record<string, string>>
  terminationProtection: boolean
  changeSetId?: string
  readonly resources: Map<string, ResourceScene & {status: string; updatedAt: number}>
  /** Oldest first. */
  readonly events: PlayedEvent[]
  /** Newest first. */
  operations: OperationRef[]
  changeSets: PlayedChangeSet[]
  stale?: {status: string; reason?: string | undefined; left: number; until?: number} | undefined
  /** What the call that is being carried out asked for. */
  asked?: Request
}

/** What a stack is asked to be. */
export interface Request {
  readonly template?: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly tags: Readonly<Record<string, string>>
}

export interface PlayedEvent {
  readonly id: string
  readonly at: number
  /** When it can be read first. */
  readonly visibleAt: number
  readonly operation: OperationRef
  readonly token?: string | undefined
  readonly repeated?: boolean | undefined
  readonly logicalId?: string | undefined
  readonly physicalId?: string | undefined
  readonly type?: string | undefined
  readonly status?: string | undefined
  readonly reason?: string | undefined
  readonly detailedStatus?: string | undefined
  readonly properties?: string | undefined
  /** Hook and validation results. */
  readonly note?: Readonly<Record<string, string | undefined>>
  /** Not told by `DescribeStackEvents`. */
  readonly hidden?: boolean
}

export interface PlayedChangeSet {
  readonly id: string
  readonly name: string
  readonly kind: 'CREATE' | 'UPDATE'
  readonly createdAt: number
  readonly request: Request
  readonly operation: OperationRef
  readonly description?: string | undefined
  status: string
  reason?: string | undefined
  executionStatus: string
  changes: readonly ChangeScene[]
}

export interface PlayedService {
  readonly cluster: string
  readonly name: string
  readonly createdAt: number
  readonly circuitBreaker: {readonly enable: boolean; readonly rollback: boolean}
  status: string
  desiredCount: number
  /** Primary first. */
  deployments: (DeploymentScene & {readonly createdAt: number; updatedAt: number})[]
  serviceDeployments: (ServiceDeploymentScene & {readonly createdAt: number; updatedAt: number})[]
  readonly tasks: Map<string, TaskScene & {readonly createdAt: number}>
  /** Oldest first. */
  readonly events: {readonly id: string; readonly at: number; readonly message: string}[]
}

export interface LogEvent {
  readonly at: number
  readonly message: string
}

export interface ActiveTrouble extends Trouble {
  passed: number
  left: number
  readonly until?: number
}

export interface WorldOptions {
  readonly clock: Clock
  readonly region: string
  readonly accountId: string
}

const HOUR = 3_600_000

export function createWorld(scenario: Scenario, {clock, region, accountId}: WorldOptions): World {
  const scenes = scenario.stacks ?? []
  const place = {clock, region, accountId}
  return {
    ...place,
    scenes: new Map(scenes.map((scene) => [scene.name, scene])),
    stacks: scenes.filter(({status}) => status !== undefined).map((scene) => stackFromScene(scene, place)),
    services: new Map((scenario.services ?? []).map((scene) => [scene.name, serviceFromScene(scene, clock.start)])),
    taskDefinitions: scenario.taskDefinitions ?? [],
    functions: new Map(
      (scenario.functions ?? []).map((scene) => [scene.name, {scene, modifiedAt: clock.start - HOUR}]),
    ),
    logs: logsFrom(scenario, clock.start),
    configs: configsFromScenes(scenario, place),
    troubles: [],
  }
}

function serviceFromScene(scene: NonNullable<Scenario['services']>[number], start: number): PlayedService {
  const timed = <T extends {readonly createdAt?: number}>(item: T) => {
    const createdAt = start + (item.createdAt ?? -HOUR)
    return {...item, createdAt, updatedAt: createdAt}
  }
  return {
    cluster: scene.cluster,
    name: scene.name,
    createdAt: start - HOUR,
    circuitBreaker: scene.circuitBreaker ?? {enable: true, rollback: true},
    status: scene.status ?? 'ACTIVE',
    desiredCount: scene.desiredCount,
    deployments: scene.deployments.map(timed),
    serviceDeployments: (scene.serviceDeployments ?? []).map(timed),
    tasks: new Map((scene.tasks ?? []).map((task) => [task.id, timed(task)])),
    events: (scene.events ?? []).map(({at, message}) => ({id: randomUUID(), at: start + at, message})),
  }
}

function logsFrom({logs = []}: Scenario, start: number): World['logs'] {
  const groups: World['logs'] = new Map()
  for (const {group, stream, lines = []} of logs) {
    const streams = groups.get(group) ?? new Map<string, LogEvent[]>()
    groups.set(group, streams)
    streams.set(
      stream,
      lines.map(({at, message}) => ({at: start + at, message})),
    )
  }
  return groups
}
