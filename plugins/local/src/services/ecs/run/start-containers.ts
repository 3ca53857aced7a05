import type {ContainerDefinition} from '@aws-sdk/client-ecs'
import {setTimeout as sleep} from 'node:timers/promises'

import {type ContainerRuntime, StartFailure} from '../../../containers/container-runtime.js'
import type {TaskState, World} from '../state/world.js'
import type {LogOutput} from '../../../containers/log-output.js'
import {containerSpec} from './container-spec.js'
import {discoveryNames} from './discovery.js'
import {mountsOf} from './mounts.js'
import {registryCredentials} from '../../../containers/registry-credentials.js'
import {requestStop, show, showContainer} from './task-states.js'

/** Starts the containers of a task one after the other, each when those it depends on are as far as it wants. */
export async function startContainers(
  task: TaskState,
  runtime: ContainerRuntime,
  world: World,
  outputs: readonly LogOutput[],
): Promise<void> {
  const definitions = task.definition.containerDefinitions ?? []
  const aliases = await discoveryNames(task, world)
  show(task, {pullStartedAt: new Date()})
  for (const definition of inOrder(definitions)) {
    await dependencies(task, definition, runtime, world)
    if (task.stop.signal.aborted) return
    const [lender] = task.containers.values()
    await start(task, definition, runtime, world, lender === undefined ? {aliases} : {of: lender})
    const output = outputs[definitions.indexOf(definition)]
    output?.follow(runtime.logs(task.containers.get(definition.name ?? '') ?? ''))
  }
  show(task, {pullStoppedAt: new Date()})
}

async function start(
  task: TaskState,
  definition: ContainerDefinition,
  runtime: ContainerRuntime,
  world: World,
  network: {aliases: readonly string[]} | {of: string},
): Promise<void> {
  const {name = '', image = ''} = definition
  if (definition.secrets?.length)
    throw new StartFailure(
      `ResourceInitializationError: the local AWS does not resolve the secrets of container ${name}`,
    )
  try {
    const credentials = await registryCredentials(image, world.options.clients(task.cluster.region.name))
    const spec = containerSpec(task, definition, {
      network,
      credentials,
      mounts: await mountsOf(task, definition, world),
    })
    const {id, imageDigest, address} = await runtime.start(spec, task.stop.signal)
    task.containers.set(name, id)
    const managed = task.shown.enableExecuteCommand && {
      managedAgents: [{name: 'ExecuteCommandAgent' as const, lastStatus: 'RUNNING', lastStartedAt: new Date()}],
    }
    showContainer(task, name, {lastStatus: 'RUNNING', runtimeId: id, imageDigest, ...managed})
    if (address) showAddress(task, address)
    void watchEnd(task, definition, id, runtime)
  } catch (error) {
    if (error instanceof StartFailure) showContainer(task, name, {reason: error.message})
    throw error
  }
}

async function watchEnd(
  task: TaskState,
  {name, essential}: ContainerDefinition,
  id: string,
  runtime: ContainerRuntime,
): Promise<void> {
  const exitCode = await runtime.wait(id).catch(() => 137)
  const agents = task.shown.containers?.find((it) => it.name === name)?.managedAgents
  const managedAgents = agents?.map((agent) => ({...agent, lastStatus: 'STOPPED'}))
  showContainer(task, name, {lastStatus: 'STOPPED', exitCode, ...(managedAgents && {managedAgents})})
  if (essential !== false) requestStop(task, 'EssentialContainerExited', 'Essential container in task exited')
}

/** The network of the task is that of its first container. */
function showAddress(task: TaskState, address: string): void {
  const attachments = task.shown.attachments?.map((attached) => ({
    ...attached,
    details: [...(attached.details ?? []), {name: 'privateIPv4Address', value: address}],
  }))
  const attachmentId = attachments?.[0]?.id
  const containers = task.shown.containers?.map((container) => ({
    ...container,
    networkInterfaces: [{...(attachmentId && {attachmentId}), privateIpv4Address: address}],
  }))
  show(task, {attachments, containers})
}

/** Those that others depend on first, else as they are written. */
function inOrder(definitions: readonly ContainerDefinition[]): ContainerDefinition[] {
  const ordered = new Set<ContainerDefinition>()
  const add = (definition: ContainerDefinition, path: readonly ContainerDefinition[]) => {
    if (path.includes(definition)) throw new StartFailure('CannotStartContainerError: containers depend on each other')
    for (const {containerName} of definition.dependsOn ?? []) {
      const needed = definitions.find(({name}) => name === containerName)
      if (needed) add(needed, [...path, definition])
    }
    ordered.add(definition)
  }
  for (const definition of definitions) add(definition, [])
  return [...ordered]
}

async function dependencies(
  task: TaskState,
  {dependsOn = []}: ContainerDefinition,
  runtime: ContainerRuntime,
  world: World,
): Promise<void> {
  for (const {containerName = '', condition} of dependsOn) {
    if (condition === 'START') continue
    while (!task.stop.signal.aborted) {
      const {exitCode} = task.shown.containers?.find(({name}) => name === containerName) ?? {}
      const id = task.containers.get(containerName)
      if (condition === 'HEALTHY' ? id && (await runtime.health(id)) === 'HEALTHY' : exitCode !== undefined) {
        if (condition === 'SUCCESS' && exitCode !== 0)
          throw new StartFailure(`CannotStartContainerError: dependency ${containerName} exited with ${exitCode}`)
        break
      }
      await sleep(world.pace.stateMs)
    }
  }
}
