import {createHash} from 'node:crypto'

import type {Correction} from '../front.js'
import type {ServiceRequest} from '../service.js'
import {askEcs, type DescribedService, describeService, type Forward} from './ecs-describe.js'
import {requestJson, withJson} from './json-body.js'

/** The services of the tasks that were told, by ARN of the task. moto keeps all its own state in memory too. */
const serviceOf = new Map<string, {readonly cluster: string; readonly service: string}>()

/** ListTasks: moto 5.2.1 counts the running tasks of a service without having any. */
export const ecsListTasks: Correction = async (request, forward) => {
  const {cluster, serviceName, desiredStatus = 'RUNNING'} = requestJson<Record<string, string | undefined>>(request)
  const answer = await forward(request)
  if (!serviceName || desiredStatus !== 'RUNNING') return answer
  const service = await describeService(request, forward, {cluster, service: serviceName})
  return withJson<{taskArns: string[]}>(answer, ({taskArns, ...rest}) => ({
    ...rest,
    taskArns: [...taskArns, ...(service ? taskArnsOf(service).slice(taskArns.length) : [])],
  }))
}

/** DescribeTasks */
export const ecsDescribeTasks: Correction = async (request, forward) => {
  const {tasks = [], ...input} = requestJson<{tasks?: string[]}>(request)
  const own = tasks.filter((arn) => serviceOf.has(arn))
  if (own.length === 0) return forward(request)
  const others = tasks.filter((arn) => !serviceOf.has(arn))
  const described = await Promise.all(own.map((arn) => describeTask(request, forward, arn)))
  const answer = await forward({...request, body: Buffer.from(JSON.stringify({...input, tasks: others}))})
  const found =
    answer.status < 300 ? (JSON.parse(answer.body.toString()) as {tasks: object[]; failures: object[]}) : undefined
  const body = {tasks: [...described.flat(), ...(found?.tasks ?? [])], failures: found?.failures ?? []}
  return {...answer, status: 200, body: JSON.stringify(body)}
}

/** One for each that is said to run, with another id for each task definition. */
function taskArnsOf({
  serviceArn,
  clusterArn,
  serviceName,
  taskDefinition,
  runningCount = 0,
}: DescribedService): string[] {
  return Array.from({length: runningCount}, (_, index) => {
    const id = createHash('md5').update(`${serviceArn} ${taskDefinition} ${index}`).digest('hex')
    const arn = `${clusterArn.replace(':cluster/', ':task/')}/${id}`
    serviceOf.set(arn, {cluster: clusterArn, service: serviceName})
    return arn
  })
}

interface ContainerDefinition {
  readonly name: string
  readonly image: string
  readonly healthCheck?: object
}

interface Definition {
  readonly taskDefinition?: {readonly containerDefinitions?: readonly ContainerDefinition[]}
}

async function describeTask(request: ServiceRequest, forward: Forward, taskArn: string): Promise<object[]> {
  const address = serviceOf.get(taskArn)
  const service = address && (await describeService(request, forward, address))
  if (!service || !taskArnsOf(service).includes(taskArn)) return []
  const {clusterArn, serviceName, taskDefinition, deployments} = service
  const {body} = await askEcs(request, forward, 'DescribeTaskDefinition', {taskDefinition})
  const {taskDefinition: {containerDefinitions = []} = {}} = JSON.parse(body.toString()) as Definition
  const health = containerDefinitions.some(({healthCheck}) => healthCheck) ? 'HEALTHY' : 'UNKNOWN'
  const {id, createdAt} = deployments[0] ?? {}
  return [
    {
      taskArn,
      clusterArn,
      taskDefinitionArn: taskDefinition,
      group: `service:${serviceName}`,
      startedBy: id,
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      healthStatus: health,
      launchType: 'FARGATE',
      createdAt,
      startedAt: createdAt,
      containers: containerDefinitions.map(({name, image, healthCheck}) => ({
        taskArn,
        name,
        image,
        imageDigest: /@(sha256:.*)$/.exec(image)?.[1],
        lastStatus: 'RUNNING',
        healthStatus: healthCheck ? 'HEALTHY' : 'UNKNOWN',
      })),
    },
  ]
}
