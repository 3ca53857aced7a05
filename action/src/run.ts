import {type EngineEvent, newRun, type NodeRef, type PlanResult} from '@aws-stack/core'

import type {Inputs} from './inputs.js'
import type {State} from './state.js'

/** What happened, as far as it has: all that outputs, summary and comment are made of. Times are epoch ms. */
export interface Run {
  inputs?: Inputs
  readonly startedAt: number
  /** For the post step. */
  readonly state: State
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
  identity?: Extract<EngineEvent, {type: 'identity.found'}>
  /** In the order in which they began. */
  readonly nodes: NodeRun[]
  readonly warnings: {code: string; message: string}[]
}

export interface NodeRun {
  readonly node: NodeRef
  readonly action: string
  readonly startedAt: number
  endedAt?: number
  state: 'running' | 'changed' | 'unchanged' | 'failed' | 'cancelled' | 'skipped'
  /** Of a failure. */
  message?: string
}

export function createRun(): Run {
  return {startedAt: Date.now(), state: {run: newRun(), places: []}, commands: []}
}
