import type {Context} from '../context.js'
import {describeStop, lastLinesOf, meaningOfStop} from '../diagnosis/explanations/stopped-task.js'
import {openInquiry} from '../diagnosis/inquiry.js'
import {StackError} from '../errors.js'
import type {EcsTask} from '../ports/ecs.js'
import {taskId} from '../task-id.js'

export interface ExplainEndInput {
  readonly app: string
  readonly task: EcsTask
  readonly container: string
  /** The command that shows its log. */
  readonly logs: string
}

export interface TaskEnd {
  readonly exitCode: number
  /** Why, where the exit code alone does not say. */
  readonly meaning?: string
}

/** How a task has ended. Throws `TASK_FAILED` where its container never ran, or nobody knows how it ended. */
export async function explainEnd({app, task, container, logs}: ExplainEndInput, ctx: Context): Promise<TaskEnd> {
  const inquiry = openInquiry({app}, ctx)
  const {exitCode, reason} = task.containers.find(({name}) => name === container) ?? {}
  if (exitCode === undefined) throw await taskFailed()
  const isOwn = !reason && (task.stopCode === undefined || task.stopCode === 'EssentialContainerExited')
  if (isOwn && exitCode !== 137) return {exitCode}
  const meaning = isOwn || reason ? await meaningOfStop(task, inquiry) : `the task was stopped: ${task.stoppedReason}`
  ctx.host.notify({type: 'warning', code: 'TASK_ENDED', message: meaning})
  return {exitCode, meaning}

  async function taskFailed(): Promise<StackError> {
    const [meaning, lines] = await Promise.all([meaningOfStop(task, inquiry), lastLinesOf(task, inquiry)])
    const evidence = [describeStop(task), ...lines]
    return new StackError('TASK_FAILED', `the task ${taskId(task.arn)} has no exit code: ${meaning}`, {
      blame: 'aws',
      details: {task: task.arn, stopCode: task.stopCode, reason: task.stoppedReason ?? 'ECS gives no reason', evidence},
      suggestions: [logs, `aws-stack ${app}:status`],
    })
  }
}
