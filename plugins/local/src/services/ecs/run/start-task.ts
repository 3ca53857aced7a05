import type {Attachment, RunTaskRequest, Tag, Task, TaskDefinition} from '@aws-sdk/client-ecs'

import {ecsArn, newId} from '../state/names.js'
import type {ClusterState, DeploymentState, ServiceState, TaskState, World} from '../state/world.js'
import {runTask} from './run-task.js'

export interface StartTaskInput {
  readonly cluster: ClusterState
  readonly definition: TaskDefinition
  readonly service?: ServiceState
  readonly deployment?: DeploymentState
  readonly tags: readonly Tag[]
  /** What RunTask or the service says beyond the task definition. */
  readonly shown: Pick<
    Task,
    | 'capacityProviderName'
    | 'enableExecuteCommand'
    | 'group'
    | 'launchType'
    | 'overrides'
    | 'platformVersion'
    | 'startedBy'
  >
  readonly subnet?: string | undefined
  readonly request?: RunTaskRequest | undefined
}

/** ECS forgets a stopped task after an hour. */
const REMEMBERED_MS = 60 * 60_000

/** A new task, which runs from here on by itself. */
export function startTask(input: StartTaskInput, world: World, changed: () => void): TaskState {
  const {cluster, definition, service, deployment, tags} = input
  const id = newId()
  const arnOf = (kind: string, ...more: string[]) =>
    ecsArn(cluster.region.name, world.options.accountId, [kind, cluster.name, id, ...more].join('/'))
  const task: TaskState = {
    id,
    cluster,
    definition,
    service,
    deployment,
    request: input.request,
    stop: new AbortController(),
    containers: new Map(),
    shown: {
      overrides: {containerOverrides: [], inferenceAcceleratorOverrides: []},
      platformFamily: 'Linux',
      ...input.shown,
      taskArn: arnOf('task'),
      clusterArn: cluster.shown.clusterArn,
      taskDefinitionArn: definition.taskDefinitionArn,
      cpu: definition.cpu,
      memory: definition.memory,
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      healthStatus: 'UNKNOWN',
      version: 1,
      createdAt: new Date(),
      tags: [...tags],
      attributes: [{name: 'ecs.cpu-architecture', value: 'x86_64'}],
      attachments: definition.networkMode === 'awsvpc' ? [networkInterface(input.subnet)] : [],
      containers: definition.containerDefinitions?.map(({name, image, cpu, memory}) => ({
        containerArn: arnOf('container', newId()),
        taskArn: arnOf('task'),
        name,
        image,
        lastStatus: 'PENDING',
        healthStatus: 'UNKNOWN',
        networkInterfaces: [],
        cpu: String(cpu ?? 0),
        ...(memory !== undefined && {memory: String(memory)}),
      })),
    },
  }
  forgetOld(cluster)
  cluster.tasks.set(id, task)
  void runTask(task, world, changed).catch(logged)
  return task
}

function networkInterface(subnet: string | undefined): Attachment {
  return {
    id: crypto.randomUUID(),
    type: 'ElasticNetworkInterface',
    status: 'PRECREATED',
    details: [
      ...(subnet ? [{name: 'subnetId', value: subnet}] : []),
      {name: 'networkInterfaceId', value: `eni-${newId().slice(0, 17)}`},
    ],
  }
}

function forgetOld({tasks}: ClusterState): void {
  const oldest = Date.now() - REMEMBERED_MS
  for (const [id, {shown}] of tasks) if (shown.stoppedAt && shown.stoppedAt.getTime() < oldest) tasks.delete(id)
}

/** A bug of ours, which must not end the server. */
function logged(error: unknown): void {
  process.stderr.write(`a task is lost: ${(error as Error).stack}\n`)
}
