import {createSecrets, type EngineEvent, newRun, type NodeRef, type PlanResult, type Secrets} from '@aws-stack/core'

import type {Inputs} from './inputs.js'
import type {State} from './state.js'

/** What happened, as far as it has: all that outputs, summary and comment are made of. Times are epoch ms. */
export interface Run {
  inputs?: Inputs
  readonly startedAt: number
  /** For the post step. */
  readonly state: State
  /** Those of the step itself, and all that its commands come to know. */
  readonly secrets: Secrets
  readonly commands: CommandRun[]
  /** Before or after the commands: what is wrong with the inputs, a plugin, the sign-in. */
  error?: Error
  /** `SIGINT` or `SIGTERM`: the job was cancelled. */
  cancelledBy?: string
}

export interface CommandRun {
  readonly id: string
  /** As it was run, with the flags that inputs add. */
  readonly argv: readonly string[]
  readonly startedAt: number
  endedAt?: number
  /** What `--json` prints. */
  result?: unknown
  error?: Error
  exitCode: number
  app?: string
  stage?: string
  region?: string
  plan?: PlanResult
  /** Of its last run over nodes; absent where it has begun none. */
  verb?: Extract<EngineEvent, {type: 'run.started'}>['verb']
  identity?: Extract<EngineEvent, {type: 'identity.found'}>
  /** In the order of the run. */
  readonly nodes: NodeRun[]
  readonly warnings: {code: string; message: string}[]
  /** The architecture of the app that it has opened, as Mermaid. Asks nobody. */
  draw?: () => Promise<string>
}

export interface NodeRun {
  readonly node: NodeRef
  /** Absent where nothing had to be done, or it was not begun. */
  action?: Extract<EngineEvent, {type: 'node.started'}>['action']
  startedAt?: number
  endedAt?: number
  state: 'waiting' | 'running' | 'changed' | 'unchanged' | 'failed' | 'cancelled' | 'skipped'
  /** Why it failed; what failed before, where it was skipped. */
  message?: string
  /** Of what was cancelled: nobody waits for it any more, AWS goes on; else how its stack ended. */
  left?: boolean
  status?: string
  /** Of a stack. */
  readonly resources: ResourceRun[]
  /** Of an image. */
  build?: {steps: number; cached: number; pushedFrom?: number}
}

/** One operation on a resource, by CloudFormation's clock. */
export interface ResourceRun {
  readonly logicalId: string
  readonly type: string
  /** CloudFormation's `ResourceStatus`. */
  status: string
  readonly startedAt: number
  endedAt?: number
}

export function createRun(): Run {
  return {startedAt: Date.now(), state: {run: newRun(), places: []}, secrets: createSecrets(), commands: []}
}
