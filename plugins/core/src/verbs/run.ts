import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import {askConsent} from '../consent.js'
import type {Context} from '../context.js'
import {cancelled, StackError} from '../errors.js'
import {type FoundService, findService} from '../find-service.js'
import {streamsOf} from '../logs/find-sources.js'
import type {EcsTask, EcsTaskDefinition} from '../ports/ecs.js'
import type {RunResult} from '../server-results.js'
import {serverOf} from '../server-of.js'
import type {Settings} from '../settings.js'
import {explainEnd} from '../steps/explain-end.js'
import {followTask} from '../steps/follow-task.js'
import {taskId} from '../task-id.js'

export interface RunInput {
  /** For the shell that is the container's entry point; without it the definition's own command. */
  readonly command?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Nobody is asked. */
  readonly yes: boolean
  /** `false`: returns as soon as ECS has taken it. */
  readonly wait: boolean
  /** A line that the task has written, without its end. */
  readonly write: (line: string) => void | Promise<void>
}

const STARTED_BY = 'aws-stack-run'

/**
 * One task like the server's, beside it: its lines as they come, and its end. `ctx.signal` stops it and waits for that, `ctx.leave` leaves it to
 * itself. Throws `TASK_REFUSED` where ECS starts none, and `TASK_FAILED` where its container has no exit code.
 */
export async function run<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  input: RunInput,
  ctx: Context,
): Promise<RunResult> {
  const began = Date.now()
  const {stage, region} = settings
  const {part} = serverOf(app)
  return quietlyInAccount(settings, ctx, async () => {
    const found = await findService(app, settings, part, ctx)
    const {service, definition} = await modelOf(found, app.name, ctx)
    const container = definition.containers.find(({essential}) => essential) ?? definition.containers[0]
    if (input.command === undefined) await askForSecond(app, settings, found, input, ctx)
    else assertShell(container, app.name)

    const {cluster} = found
    const task = await ctx.ecs.runTask(
      {
        cluster,
        taskDefinition: definition.arn,
        launchType: service.launchType,
        network: service.network,
        container: container?.name ?? '',
        startedBy: STARTED_BY,
        exec: true,
        ...(input.command !== undefined && {command: [input.command]}),
        ...(input.env && {env: input.env}),
      },
      // Whoever gave up while ECS answers would not know what to stop.
      ctx.leave,
    )
    const id = taskId(task.arn)
    const logs = `aws-stack ${app.name}:logs --task ${id} --follow`
    const result = {app: app.name, stage, region, cluster, task: id, taskArn: task.arn, suggestions: [] as string[]}
    if (!input.wait) return {...result, suggestions: [logs], durationMs: Date.now() - began}

    const sources = streamsOf(definition, id, part)
    const ended = await followTask({cluster, task, sources, logs, write: input.write}, ctx)
    if (ctx.signal.aborted) throw stopped(ended, logs, ctx.signal)
    const {exitCode, meaning} = await explainEnd(
      {app: app.name, task: ended, container: container?.name ?? '', logs},
      ctx,
    )
    return {...result, exitCode, ...timesOf(ended), ...(meaning && {meaning}), durationMs: Date.now() - began}
  })
}

/** What the service would start now. */
async function modelOf({cluster, service: name}: FoundService, app: string, ctx: Context) {
  const service = await ctx.ecs.service(cluster, name)
  const definition = service && (await ctx.ecs.taskDefinition(service.taskDefinition))
  if (service && definition) return {service, definition}
  throw new StackError('NOT_DEPLOYED', `the service ${name} or its task definition is not there any more`, {
    suggestions: [`aws-stack ${app}:deploy`],
  })
}

/** The command of the definition is the server itself. */
async function askForSecond<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {stage, region}: Settings,
  {stack}: FoundService,
  {yes}: RunInput,
  ctx: Context,
): Promise<void> {
  const {part, harmOfSecond} = serverOf(app)
  const harm = harmOfSecond?.(stack.parameters)
  if (harm === undefined) return
  const loss = {
    part,
    logicalId: 'Service',
    resourceType: 'AWS::ECS::Service',
    grave: false,
    reason: `is not alone: ${harm}`,
  }
  await askConsent({type: 'run', app: app.name, stage, region, losses: [loss]}, {yes, force: false}, ctx)
  if (yes) ctx.host.notify({type: 'warning', code: 'SECOND_SERVER', message: harm})
}

/** RunTask can replace a command, not an entry point. */
function assertShell(container: EcsTaskDefinition['containers'][number] | undefined, app: string): void {
  const {entryPoint = []} = container ?? {}
  if (/(^|\/)(ba|da|a)?sh$/.test(entryPoint[0] ?? '') && entryPoint.at(-1) === '-c') return
  const is = entryPoint.length > 0 ? entryPoint.join(' ') : "the image's own"
  throw new StackError(
    'NO_SHELL',
    `the server's task definition takes no command for a shell: its entry point is ${is}`,
    {
      suggestions: [`aws-stack ${app}:deploy`],
    },
  )
}

function timesOf({stoppedReason, stopCode, startedAt, stoppedAt}: EcsTask) {
  return {
    ...(stoppedReason && {stoppedReason}),
    ...(stopCode && {stopCode}),
    ...(startedAt !== undefined && {startedAt: new Date(startedAt).toISOString()}),
    ...(stoppedAt !== undefined && {stoppedAt: new Date(stoppedAt).toISOString()}),
  }
}

function stopped({arn}: EcsTask, logs: string, signal: AbortSignal): StackError {
  const {code, message, details} = cancelled(signal)
  return new StackError(code, `${message}: the task ${taskId(arn)} is stopped`, {details, suggestions: [logs]})
}
