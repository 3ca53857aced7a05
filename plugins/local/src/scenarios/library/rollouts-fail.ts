import type {Beat} from '../beats.js'
import type {Scenario} from '../scenario.js'
import type {ContainerScene, TaskScene} from '../scenes.js'
import {handlerSays, resourceIs, rollsBack, updateRolledBack} from '../write/beats.js'
import {
  OLD,
  NEW,
  BACK,
  service,
  CIRCUIT_BREAKER,
  DEPLOYMENTS,
  stage,
  rolloutBegins,
  takesOver,
} from './rollout-beats.js'
import {deployed, executing, imageOf, LOG_GROUP, SERVER, SERVICE, TASK_DEFINITION, taskDefinitionArn} from './vast.js'

/** ECS gives up after the third of its tasks: the least threshold of the circuit breaker. */
function failedTask(
  number: number,
  at: number,
  stopped: Partial<TaskScene>,
  container: Partial<ContainerScene>,
): Beat[] {
  const task = {
    id: `8000000000000000000000000000000${number}`,
    taskDefinition: 'vast-dev-server:8',
    startedBy: NEW,
    containers: [{name: 'main', image: imageOf(8)}],
  }
  const {id} = task
  return [
    {at, do: 'task', service, task: {...task, lastStatus: 'PENDING'}},
    {
      at,
      do: 'rollout',
      service,
      deployment: {id: NEW, pendingCount: 1},
      event: `(service ${service}) has started 1 tasks: (task ${id}).`,
    },
    {
      at: at + 30_000,
      do: 'task',
      service,
      task: {
        ...task,
        ...stopped,
        lastStatus: 'STOPPED',
        containers: [{...task.containers[0]!, ...container, lastStatus: 'STOPPED'}],
      },
    },
    {at: at + 30_000, do: 'rollout', service, deployment: {id: NEW, pendingCount: 0, failedTasks: number}},
  ]
}

/** The wording of the stack's reason: https://github.com/aws/copilot-cli/issues/5296; that of ECS: https://github.com/aws/containers-roadmap/issues/1488 */
const breakerTrips: readonly Beat[] = [
  {
    at: 140_000,
    do: 'rollout',
    service,
    deployment: {
      id: NEW,
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    },
    event: `(service ${service}) (deployment ${NEW}) deployment failed: tasks failed to start.`,
  },
  {
    at: 141_000,
    do: 'rollout',
    service,
    deployment: {
      id: BACK,
      taskDefinition: 'vast-dev-server:7',
      desiredCount: 1,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${OLD}.`,
    },
    gone: [OLD],
    event: `(service ${service}) rolling back to deployment ${OLD}.`,
  },
  {
    at: 141_000,
    do: 'service-deployment',
    service,
    deployment: {
      id: 'sd8',
      status: 'ROLLBACK_IN_PROGRESS',
      statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    },
  },
  resourceIs(143_000, SERVICE, 'UPDATE_FAILED', {
    reason: handlerSays("Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."),
  }),
  rollsBack(144_000, [SERVICE[0]], 'update'),
  resourceIs(146_000, SERVICE, 'UPDATE_IN_PROGRESS'),
  {
    at: 190_000,
    do: 'rollout',
    service,
    deployment: {
      id: BACK,
      runningCount: 1,
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${BACK} completed.`,
    },
    gone: [NEW],
    event: `(service ${service}) has reached a steady state.`,
  },
  {at: 190_000, do: 'service-deployment', service, deployment: {id: 'sd8', status: 'ROLLBACK_SUCCESSFUL'}},
  resourceIs(192_000, SERVICE, 'UPDATE_COMPLETE'),
  resourceIs(192_500, TASK_DEFINITION, 'UPDATE_COMPLETE', {physicalId: taskDefinitionArn(7)}),
  ...updateRolledBack(193_000),
]

const rolledBack = {
  after: deployed(SERVER),
  stacks: {[SERVER]: 'UPDATE_ROLLBACK_COMPLETE'},
  services: {[SERVER]: 'COMPLETED'},
}

const logLine = (at: number, number: number, message: string): Beat => ({
  at,
  do: 'log',
  group: LOG_GROUP,
  stream: `server/main/8000000000000000000000000000000${number}`,
  message,
})

export const circuitBreaker: Scenario = {
  name: 'circuit-breaker',
  summary: 'The new server ends at once, three times; the circuit breaker trips and the update is rolled back.',
  sources: [
    CIRCUIT_BREAKER,
    DEPLOYMENTS,
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
  ],
  ...stage,
  plays: [
    {
      on: executing(SERVER),
      beats: [
        ...rolloutBegins,
        ...[1, 2, 3].flatMap((number) => {
          const at = 21_000 + (number - 1) * 38_000
          return [
            logLine(at + 25_000, number, 'vast v4.23 starting'),
            logLine(
              at + 25_500,
              number,
              'failed to open /var/lib/vast/vast.db: database was written by a newer version',
            ),
            ...failedTask(
              number,
              at,
              {stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited'},
              {exitCode: 1, imageDigest: `sha256:${'8'.repeat(64)}`},
            ),
          ]
        }),
        ...breakerTrips,
      ],
    },
  ],
  ending: rolledBack,
}

export const imagePullFails: Scenario = {
  name: 'image-pull-fails',
  summary:
    'The image of the new server is not in its repository; the circuit breaker trips and the update is rolled back.',
  sources: [CIRCUIT_BREAKER, 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html'],
  ...stage,
  plays: [
    {
      on: executing(SERVER),
      beats: [
        ...rolloutBegins,
        ...[1, 2, 3].flatMap((number) => {
          const reason = `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${imageOf(8)}: ${imageOf(8)}: not found`
          return failedTask(
            number,
            21_000 + (number - 1) * 38_000,
            {stopCode: 'TaskFailedToStart', stoppedReason: reason},
            {reason},
          )
        }),
        ...breakerTrips,
      ],
    },
  ],
  ending: rolledBack,
}

/** What the stack says of a stopped rollout is not documented: the sentence is made after that of the circuit breaker. */
export const rolloutStopped: Scenario = {
  name: 'rollout-stopped',
  summary: 'The rollout hangs; StopServiceDeployment takes it back and the update is rolled back.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html'],
  ...stage,
  plays: [
    {on: executing(SERVER), beats: rolloutBegins},
    {
      on: {operation: 'StopServiceDeployment', service},
      beats: [
        {at: 0, do: 'service-deployment', service, deployment: {id: 'sd8', status: 'ROLLBACK_REQUESTED'}},
        {at: 2_000, do: 'service-deployment', service, deployment: {id: 'sd8', status: 'ROLLBACK_IN_PROGRESS'}},
        {
          at: 2_000,
          do: 'rollout',
          service,
          deployment: {id: NEW, rolloutState: 'FAILED', rolloutStateReason: 'Service deployment stopped.'},
        },
        {
          at: 3_000,
          do: 'rollout',
          service,
          deployment: {id: BACK, taskDefinition: 'vast-dev-server:7', desiredCount: 1, rolloutState: 'IN_PROGRESS'},
          gone: [OLD],
        },
        resourceIs(5_000, SERVICE, 'UPDATE_FAILED', {
          stack: SERVER,
          reason: handlerSays("Error occurred during operation 'ECS Deployment was stopped'."),
        }),
        {...rollsBack(6_000, [SERVICE[0]], 'update'), stack: SERVER} as Beat,
        resourceIs(8_000, SERVICE, 'UPDATE_IN_PROGRESS', {stack: SERVER}),
        ...takesOver(50_000, BACK, 7, [NEW]),
        {at: 50_000, do: 'service-deployment', service, deployment: {id: 'sd8', status: 'ROLLBACK_SUCCESSFUL'}},
        resourceIs(52_000, SERVICE, 'UPDATE_COMPLETE', {stack: SERVER}),
        resourceIs(52_500, TASK_DEFINITION, 'UPDATE_COMPLETE', {stack: SERVER, physicalId: taskDefinitionArn(7)}),
        ...updateRolledBack(53_000).map((beat): Beat => ({...beat, stack: SERVER}) as Beat),
      ],
    },
  ],
  ending: {
    after: [...deployed(SERVER), {operation: 'StopServiceDeployment', service}],
    stacks: {[SERVER]: 'UPDATE_ROLLBACK_COMPLETE'},
    services: {[SERVER]: 'COMPLETED'},
  },
}
