import {ServiceError} from '../../../server/service.js'
import {type Json, seconds, textOf, textsOf} from '../json.js'
import type {Stage} from '../stage.js'
import type {PlayedService, World} from '../world.js'
import {arn, lastPart, requireCluster, servicesOf} from './names.js'

type Task = PlayedService['tasks'] extends Map<string, infer T> ? T : never

/** Running ones unless the caller wants the stopped: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export function listTasks({world}: Stage, input: Json): Json {
  const desired = textOf(input, 'desiredStatus') ?? 'RUNNING'
  const startedBy = textOf(input, 'startedBy')
  const tasks = servicesOf(world, input).flatMap((service) =>
    [...service.tasks.values()]
      .filter((task) => desiredStatus(task) === desired && (startedBy === undefined || task.startedBy === startedBy))
      .map((task) => taskArn(world, service, task)),
  )
  return {taskArns: tasks}
}

export function describeTasks({world}: Stage, input: Json): Json {
  const cluster = requireCluster(world, input)
  const all = servicesOf(world, {cluster}).flatMap((service) =>
    [...service.tasks.values()].map((task) => ({service, task})),
  )
  const wanted = textsOf(input, 'tasks').map((name) => ({
    name,
    found: all.find(({task}) => task.id === lastPart(name)),
  }))
  return {
    tasks: wanted.flatMap(({found}) => (found ? [describeTask(world, found.service, found.task)] : [])),
    failures: wanted.filter(({found}) => !found).map(({name}) => ({arn: name, reason: 'MISSING'})),
  }
}

function describeTask(world: World, service: PlayedService, task: Task): Json {
  return {
    taskArn: taskArn(world, service, task),
    clusterArn: arn(world, `cluster/${service.cluster}`),
    taskDefinitionArn: arn(world, `task-definition/${task.taskDefinition}`),
    group: `service:${service.name}`,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus,
    desiredStatus: desiredStatus(task),
    healthStatus: task.healthStatus ?? 'UNKNOWN',
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    createdAt: seconds(task.createdAt),
    stoppedAt: seconds(task.stoppedAt),
    launchType: 'FARGATE',
    containers: (task.containers ?? []).map((container) => ({
      containerArn: arn(world, `container/${service.cluster}/${task.id}/${container.name}`),
      taskArn: taskArn(world, service, task),
      lastStatus: task.lastStatus,
      healthStatus: 'UNKNOWN',
      ...container,
    })),
  }
}

function desiredStatus({desiredStatus: said, lastStatus}: Task): string {
  return said ?? (lastStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING')
}

function taskArn(world: World, {cluster}: PlayedService, {id}: Task): string {
  return arn(world, `task/${cluster}/${id}`)
}

export function describeTaskDefinition({world}: Stage, input: Json): Json {
  const name = lastPart(textOf(input, 'taskDefinition') ?? '')
  const [family, revision] = name.split(':')
  const found = world.taskDefinitions
    .filter((one) => one.family === family && (revision === undefined || String(one.revision) === revision))
    .reduce<World['taskDefinitions'][number] | undefined>((a, b) => (a && a.revision > b.revision ? a : b), undefined)
  if (!found) throw new ServiceError('ClientException', 'Unable to describe task definition.')
  return {
    taskDefinition: {
      taskDefinitionArn: arn(world, `task-definition/${found.family}:${found.revision}`),
      family: found.family,
      revision: found.revision,
      status: 'ACTIVE',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: found.containers.map(({name: container, image, logs}) => ({
        name: container,
        image,
        essential: true,
        ...(logs && {
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': logs.group,
              'awslogs-region': world.region,
              'awslogs-stream-prefix': logs.prefix,
            },
          },
        }),
      })),
    },
  }
}
