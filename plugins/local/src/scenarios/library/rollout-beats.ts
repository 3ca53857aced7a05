import type {Beat} from '../beats.js'
import {resourceIs, updateBegins, updated} from '../write/beats.js'
import {
  imageOf,
  runningService,
  SERVER,
  SERVICE,
  serverStack,
  TASK_DEFINITION,
  taskDefinitionArn,
  taskDefinitions,
} from './vast.js'

export const OLD = 'ecs-svc/0000000000000000007'

export const NEW = 'ecs-svc/0000000000000000008'

export const BACK = 'ecs-svc/0000000000000000009'

export const service = SERVER

export const CIRCUIT_BREAKER =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html'

export const DEPLOYMENTS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html'

export const stage = {
  watch: 'aws-stack vast:deploy --local --part server',
  stacks: [serverStack],
  services: [runningService],
  taskDefinitions,
}

/** The stack hands the new task definition to ECS, which stops the old task and starts a new one. */
export const rolloutBegins: readonly Beat[] = [
  updateBegins,
  // A changed task definition is a new one.
  ...updated(2_000, 4_000, TASK_DEFINITION, taskDefinitionArn(8)),
  resourceIs(5_000, SERVICE, 'UPDATE_IN_PROGRESS'),
  {
    at: 6_000,
    do: 'rollout',
    service,
    deployment: {
      id: NEW,
      taskDefinition: 'vast-dev-server:8',
      desiredCount: 1,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${NEW} in progress.`,
    },
  },
  {
    at: 6_000,
    do: 'service-deployment',
    service,
    deployment: {id: 'sd8', status: 'IN_PROGRESS', targetRevision: '8', sourceRevision: '7'},
  },
  {
    at: 20_000,
    do: 'rollout',
    service,
    deployment: {id: OLD, desiredCount: 0, runningCount: 0},
    event: `(service ${service}) has stopped 1 running tasks: (task 70000000000000000000000000000001).`,
  },
  {
    at: 20_000,
    do: 'task',
    service,
    task: {
      id: '70000000000000000000000000000001',
      lastStatus: 'STOPPED',
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${NEW})`,
    },
  },
]

/** A healthy task of a deployment takes over from what was there. */
export function takesOver(at: number, id: string, revision: number, gone: readonly string[]): Beat[] {
  const image = imageOf(revision)
  return [
    {
      at,
      do: 'task',
      service,
      task: {
        id: `${revision}0000000000000000000000000000009`,
        taskDefinition: `vast-dev-server:${revision}`,
        startedBy: id,
        lastStatus: 'RUNNING',
        healthStatus: 'HEALTHY',
        containers: [{name: 'main', image, imageDigest: image.slice(image.indexOf('@') + 1), healthStatus: 'HEALTHY'}],
      },
    },
    {
      at,
      do: 'rollout',
      service,
      deployment: {
        id,
        runningCount: 1,
        rolloutState: 'COMPLETED',
        rolloutStateReason: `ECS deployment ${id} completed.`,
      },
      gone,
      event: `(service ${service}) has reached a steady state.`,
    },
  ]
}
