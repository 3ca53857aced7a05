import {setTimeout as sleep} from 'node:timers/promises'

import type {ContainerRuntime} from '../../../containers/container-runtime.js'
import {StartFailure} from '../../../containers/container-runtime.js'
import type {LogOutput} from '../../../containers/log-output.js'
import type {TaskState, World} from '../state/world.js'
import {openOutput} from './container-output.js'
import {deregister, register} from './discovery.js'
import {volumeName} from './mounts.js'
import {startContainers} from './start-containers.js'
import {attachment, pass, requestStop, show, showContainer} from './task-states.js'
import {watchHealth} from './watch-health.js'

/** One task from PROVISIONING to STOPPED. `changed` is told of each state that its service has to know. */
export async function runTask(task: TaskState, world: World, changed: () => void): Promise<void> {
  const outputs: LogOutput[] = []
  let runtime: ContainerRuntime | undefined
  try {
    runtime = await findRuntime(task, world)
    await bringUp(task, runtime, world, outputs)
    // One that has ended by now was RUNNING too.
    if (task.containers.size === task.shown.containers?.length) await whileRunning(task, runtime, world, changed)
  } catch (error) {
    failToStart(task, error)
  }
  changed()
  await bringDown(task, runtime, world, outputs, changed)
}

async function findRuntime(task: TaskState, world: World): Promise<ContainerRuntime> {
  await pass(task, world, 'PROVISIONING')
  attachment(task, 'ATTACHED')
  await pass(task, world, 'PENDING')
  const runtime = await world.options.runtime()
  if (typeof runtime === 'string') throw new StartFailure(`CannotStartContainerError: no Docker engine: ${runtime}`)
  return runtime
}

async function bringUp(task: TaskState, runtime: ContainerRuntime, world: World, outputs: LogOutput[]): Promise<void> {
  if (task.stop.signal.aborted) return
  for (const container of task.definition.containerDefinitions ?? [])
    outputs.push(await openOutput(task, container, world))
  await startContainers(task, runtime, world, outputs)
}

/** Resolves when it is to stop, by whomever. */
async function whileRunning(
  task: TaskState,
  runtime: ContainerRuntime,
  world: World,
  changed: () => void,
): Promise<void> {
  await register(task, world)
  show(task, {lastStatus: 'RUNNING', startedAt: new Date(), connectivity: 'CONNECTED', connectivityAt: new Date()})
  changed()
  void watchHealth(task, runtime, world, changed).catch(logged)
  if (!task.stop.signal.aborted)
    await new Promise<void>((resolve) => task.stop.signal.addEventListener('abort', () => resolve()))
}

function failToStart(task: TaskState, error: unknown): void {
  if (task.stop.signal.aborted) return
  const reason =
    error instanceof StartFailure ? error.message : `InternalError: the local AWS failed: ${(error as Error).stack}`
  show(task, {startedAt: undefined})
  requestStop(task, 'TaskFailedToStart', reason)
}

async function bringDown(
  task: TaskState,
  runtime: ContainerRuntime | undefined,
  world: World,
  outputs: readonly LogOutput[],
  changed: () => void,
): Promise<void> {
  await pass(task, world, 'DEACTIVATING')
  await deregister(task, world)
  show(task, {lastStatus: 'STOPPING'})
  // The last that started stops first; the first may lend them its network.
  for (const [name, id] of [...task.containers].toReversed()) {
    const {stopTimeout = 30} = task.definition.containerDefinitions?.find((it) => it.name === name) ?? {}
    await runtime?.stop(id, stopTimeout).catch(logged)
    await ended(task, name)
  }
  show(task, {executionStoppedAt: new Date()})
  await pass(task, world, 'DEPROVISIONING')
  changed()
  for (const output of outputs) await output.close().catch(logged)
  for (const id of [...task.containers.values()].toReversed()) await runtime?.remove(id).catch(logged)
  for (const volume of task.definition.volumes ?? [])
    if (!volume.efsVolumeConfiguration) await runtime?.removeVolume(volumeName(task, volume.name)).catch(logged)
  attachment(task, 'DELETED')
  for (const {name} of task.shown.containers ?? []) showContainer(task, name, {lastStatus: 'STOPPED'})
  show(task, {lastStatus: 'STOPPED', stoppedAt: new Date(), healthStatus: task.shown.healthStatus})
  changed()
}

/** The watcher of the container notes the exit code a moment later. */
async function ended(task: TaskState, name: string): Promise<void> {
  const exitCode = () => task.shown.containers?.find((it) => it.name === name)?.exitCode
  for (let tries = 0; tries < 40 && exitCode() === undefined; tries += 1) await sleep(25)
}

function logged(error: unknown): void {
  process.stderr.write(`a task did not run cleanly: ${(error as Error).stack}\n`)
}
