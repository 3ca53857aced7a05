import type {Context} from '../context.js'
import {openInquiry} from '../diagnosis/inquiry.js'
import {checkAgent, checkService, checkTask} from './check-enabled.js'
import {checkContainers, checkPlatform} from './check-task-definition.js'
import {checkRole} from './check-role.js'
import {checkRoute} from './check-route.js'
import type {ExecFinding} from './exec-finding.js'

export interface CheckExecInput {
  /** Name of the app. */
  readonly app: string
  readonly cluster: string
  readonly service: string
  /** ARN; without it, the newest that runs, if any does. */
  readonly task?: string | undefined
}

/**
 * Everything that ECS Exec needs, causes before consequences ("Monitor Amazon ECS containers with ECS Exec" and "Troubleshooting Amazon
 * ECS Exec issues" of the ECS Developer Guide). Read only. Never fails: what may not be looked at is `unknown`.
 */
export async function checkExec({app, cluster, service, task}: CheckExecInput, ctx: Context): Promise<ExecFinding[]> {
  const inquiry = openInquiry({app}, ctx)
  const [found, tasks = []] = await Promise.all([
    inquiry.look('ecs:DescribeServices', (signal) => ctx.ecs.service(cluster, service, signal)),
    inquiry.look('ecs:ListTasks', (signal) => ctx.ecs.tasks({cluster, service, status: 'RUNNING'}, signal)),
  ])
  const newest = [...tasks].sort((one, other) => other.createdAt - one.createdAt)[0]
  const chosen = task === undefined ? newest : tasks.find(({arn}) => arn === task)
  const arn = chosen?.taskDefinition ?? found?.taskDefinition
  const definition = await inquiry.look('ecs:DescribeTaskDefinition', async (signal) =>
    arn === undefined ? undefined : ctx.ecs.taskDefinition(arn, signal),
  )
  const subject = {app, cluster, service: found, task: chosen, definition, inquiry}
  const [role, route] = await Promise.all([checkRole(subject), checkRoute(subject)])
  return [
    checkService(subject),
    ...checkTask(subject),
    role,
    ...route,
    ...checkContainers(subject),
    ...checkPlatform(subject),
    ...checkAgent(subject),
  ]
}
