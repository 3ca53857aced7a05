import type {EcsContainer, EcsTask} from '../../ports/ecs.js'
import type {Evidence} from '../cause.js'
import type {Inquiry} from '../inquiry.js'
import {meaningOfMissingImage} from './look-for-image.js'

const LINES = 20

/** ECS stops tasks of its own accord too: those say nothing of why a deployment failed. */
const SCALED = /^(Scaling activity initiated|Service .* was (deleted|scaled))/i

/** The newest that ended badly, of the given deployment if it has one. */
export function tellingTask(tasks: readonly EcsTask[], deployment: string | undefined): EcsTask | undefined {
  const ended = tasks
    .filter(({stoppedReason = ''}) => !SCALED.test(stoppedReason))
    .sort((one, other) => (other.stoppedAt ?? other.createdAt) - (one.stoppedAt ?? one.createdAt))
  return ended.find(({startedBy}) => startedBy === deployment) ?? ended[0]
}

/** "Amazon ECS stopped task error messages" of the ECS Developer Guide. */
export async function meaningOfStop(task: EcsTask, inquiry: Inquiry): Promise<string> {
  const reason = [task.stoppedReason, ...task.containers.map((container) => container.reason)].filter(Boolean).join(' ')
  const container = culprit(task)
  if (/CannotPull\w*Error|pull image manifest|manifest unknown|image manifest/.test(reason)) {
    const image = container?.image ?? ''
    return (await meaningOfMissingImage(image, inquiry)) ?? `the image ${image} cannot be pulled: ${whyNoPull(reason)}`
  }
  if (reason.includes('ResourceInitializationError')) return `the task could not be set up: ${whyNotSetUp(reason)}`
  if (/OutOfMemory/.test(reason))
    return `the container ${container?.name} needed more memory than its task definition gives it`
  if (/health check/i.test(reason))
    return `the container ${container?.name ?? ''} ran, but its health check failed`.replace('  ', ' ')
  if (container?.exitCode !== undefined)
    return `the container ${container.name} ended with exit code ${container.exitCode}${exitHint(container)}`
  return `a task was stopped: ${task.stoppedReason ?? 'ECS gives no reason'}`
}

export function describeStop({arn, stoppedReason, stopCode, containers}: EcsTask): Evidence {
  return {
    title: `stopped task ${idOf(arn)}`,
    lines: [
      `${stoppedReason ?? 'no reason given'}${stopCode ? ` (${stopCode})` : ''}`,
      ...containers.map(({name, exitCode, reason, image}) => {
        const end = exitCode === undefined ? 'never ran' : `ended with ${exitCode}`
        return `${name} ${end}${reason && reason !== stoppedReason ? `: ${reason}` : ''}, image ${image}`
      }),
    ],
  }
}

/** The last lines of the container that ended the task, where it logs to CloudWatch by the awslogs driver. */
export async function lastLinesOf(task: EcsTask, {ctx, look}: Inquiry): Promise<Evidence[]> {
  const container = culprit(task)
  if (container?.exitCode === undefined && !task.startedAt) return []
  const definition = await look('ecs:DescribeTaskDefinition', (signal) =>
    ctx.ecs.taskDefinition(task.taskDefinition, signal),
  )
  const logs = definition?.containers.find(({name}) => name === container?.name)?.logs
  if (!container || !logs) return []
  const stream = `${logs.streamPrefix ? `${logs.streamPrefix}/` : ''}${container.name}/${idOf(task.arn)}`
  const lines = await look('logs:GetLogEvents', (signal) =>
    ctx.logs.last({group: logs.group, stream, limit: LINES}, signal),
  )
  if (!lines || lines.length === 0) return []
  return [
    {title: `last lines of ${container.name} (${logs.group})`, lines: lines.map(({message}) => message.trimEnd())},
  ]
}

function culprit({containers}: EcsTask): EcsContainer | undefined {
  const failed = containers.find(({exitCode}) => exitCode !== undefined && exitCode !== 0)
  return containers.find(({reason}) => reason) ?? failed ?? containers[0]
}

function whyNoPull(reason: string): string {
  if (/timeout|dial tcp|no route|deadline|EOF/i.test(reason))
    return 'the registry cannot be reached; the task has no way out (NAT gateway, public address or VPC endpoint)'
  if (/toomanyrequests|rate limit/i.test(reason)) return 'the registry limits pulls without a login'
  if (/denied|unauthorized|403|no basic auth/i.test(reason)) return 'the execution role may not pull it'
  if (/not found|unknown|does not exist/i.test(reason)) return 'it is not there'
  if (/platform|architecture/i.test(reason)) return 'it is for another platform than the task'
  return 'see the reason of the stopped task'
}

function whyNotSetUp(reason: string): string {
  if (/secret|parameter|ssm|registry auth/i.test(reason))
    return 'a secret or the registry login could not be fetched: its name is wrong, the execution role lacks a permission, or the task has no way to the service'
  if (/log/i.test(reason) && !/efs|mount/i.test(reason))
    return 'its log group is not there, or the execution role may not write to it'
  if (/efs|mount/i.test(reason))
    return 'the EFS file system could not be mounted: no mount target in the subnet, port 2049 is closed, or its policy denies it'
  return 'see the reason of the stopped task'
}

function exitHint({exitCode}: EcsContainer): string {
  if (exitCode === 137) return ': it was killed, by SIGKILL after a stop, or for want of memory'
  if (exitCode === 139) return ': it crashed (segmentation fault)'
  return exitCode === 0 ? ', but a service is to run on' : ''
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
