import type {AppDefinition} from '../app.js'
import type {Context, StackResource} from '../context.js'
import {StackError} from '../errors.js'
import {findService} from '../find-service.js'
import {notDeployed} from '../outputs-of.js'
import type {EcsTaskDefinition} from '../ports/ecs.js'
import {stackName} from '../scope.js'
import {selectParts} from '../select-nodes.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'
import {taskId} from '../task-id.js'
import {withMembers} from '../with-members.js'
import type {LogSource} from './log-source.js'

export interface SourceChoice {
  /** Only these parts; all without it. */
  readonly parts?: readonly string[] | undefined
  /** Id or ARN: only what this task of the server, or one that was started like it, has written. */
  readonly task?: string | undefined
}

/** The log groups of an app's stacks, named by their part. Throws `NOT_DEPLOYED` where there is no stack, `NO_LOGS` where they have none. */
export async function findSources<Config, Facts>(
  definition: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {parts, task}: SourceChoice,
  ctx: Context,
): Promise<LogSource[]> {
  if (task !== undefined) return taskSources(definition, settings, taskId(task), ctx)
  const app = await withMembers(definition, settings, ctx)
  const chosen = selectParts(app, parts)
  const found = await Promise.all(
    chosen.map(async (part) => {
      const stack = await ctx.cloudFormation.describe(stackName(app, settings, part))
      return {part, stack, groups: stack ? logGroups(await ctx.cloudFormation.resources(stack.id)) : []}
    }),
  )
  if (found.every(({stack}) => !stack)) throw notDeployed(app, settings, chosen.join(', '))
  const sources = found.flatMap(({part, stack, groups}) =>
    groups.map(({logicalId, group}) => ({
      name: groups.length > 1 ? `${part}/${logicalId}` : part,
      group,
      ...(stack && {arn: groupArn(stack.id, group)}),
    })),
  )
  if (sources.length > 0) return sources
  throw new StackError('NO_LOGS', `${chosen.join(', ')} of ${app.name} has no log group`, {
    suggestions: [`aws-stack ${app.name}:logs`],
  })
}

function logGroups(resources: readonly StackResource[]): {logicalId: string; group: string}[] {
  return resources.flatMap(({logicalId, type, status, physicalId}) =>
    type === 'AWS::Logs::LogGroup' && physicalId && status !== 'DELETE_COMPLETE'
      ? [{logicalId, group: physicalId}]
      : [],
  )
}

/** `arn:aws:cloudformation:REGION:ACCOUNT:stack/…` says all that the ARN of a group beside it needs. */
function groupArn(stackId: string, group: string): string {
  const [, partition, , region, account] = stackId.split(':')
  return `arn:${partition}:logs:${region}:${account}:log-group:${group}`
}

async function taskSources<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  task: string,
  ctx: Context,
): Promise<LogSource[]> {
  const {part} = serverOf(app)
  const {cluster, service, stack} = await findService(app, settings, part, ctx)
  const {taskDefinition = ''} = (await ctx.ecs.service(cluster, service)) ?? {}
  const definition = await ctx.ecs.taskDefinition(taskDefinition)
  const sources = definition ? streamsOf(definition, task, part) : []
  if (sources.length > 0) return sources.map((source) => ({...source, arn: groupArn(stack.id, source.group)}))
  throw new StackError('NO_LOGS', `the tasks of ${service} write no log to CloudWatch`)
}

/** Where the containers of a task write: a stream each, `prefix/container/task id`. */
export function streamsOf({containers}: EcsTaskDefinition, task: string, name: string): LogSource[] {
  const logging = containers.filter(({logs}) => logs)
  return logging.map((container) => ({
    name: logging.length > 1 ? `${name}/${container.name}` : name,
    group: container.logs?.group ?? '',
    streams: [`${container.logs?.streamPrefix ? `${container.logs.streamPrefix}/` : ''}${container.name}/${task}`],
  }))
}
