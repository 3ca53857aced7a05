import type {Container, Task, TaskStopCode} from '@aws-sdk/client-ecs'
import {setTimeout as sleep} from 'node:timers/promises'

import type {TaskState, World} from '../state/world.js'

/** Changes what the API shows of a task; its version counts the changes. */
export function show(task: TaskState, change: Partial<Task>): void {
  task.shown = {...task.shown, ...change, version: (task.shown.version ?? 0) + 1}
}

export function showContainer(task: TaskState, name: string | undefined, change: Partial<Container>): void {
  const containers = task.shown.containers?.map((container) =>
    container.name === name ? {...container, ...change} : container,
  )
  show(task, {containers})
}

/** A state that passes by stays for a moment. */
export async function pass(task: TaskState, world: World, lastStatus: string): Promise<void> {
  show(task, {lastStatus})
  await sleep(world.pace.stateMs)
}

/** The first who asks says why. */
export function requestStop(task: TaskState, stopCode: TaskStopCode, stoppedReason: string): void {
  if (task.stop.signal.aborted) return
  show(task, {desiredStatus: 'STOPPED', stopCode, stoppedReason, stoppingAt: new Date()})
  task.stop.abort()
}

export function attachment(task: TaskState, status: string): void {
  show(task, {attachments: task.shown.attachments?.map((attached) => ({...attached, status}))})
}
