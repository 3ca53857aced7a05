import {taskId} from '../task-id.js'
import {type ExecFinding, fine, unknown, wrong} from './exec-finding.js'
import type {ExecSubject} from './exec-subject.js'

export function checkService({app, cluster, service, inquiry}: ExecSubject): ExecFinding {
  if (!service) return unknown('service', 'the service could not be looked at', inquiry.notLookedAt)
  const {name, execEnabled} = service
  if (execEnabled) return fine('service', `ECS Exec is on for ${name}`)
  return wrong('service', `ECS Exec is off for the service ${name}`, {
    evidence: [`its enableExecuteCommand is false: somebody has changed it by hand`],
    suggestions: [
      `aws ecs update-service --cluster ${cluster} --service ${name} --enable-execute-command --region ${inquiry.ctx.region}`,
      `aws-stack ${app}:restart`,
    ],
  })
}

/** A task keeps what its service said when it was started. */
export function checkTask({app, task}: ExecSubject): ExecFinding[] {
  if (!task) return []
  const id = taskId(task.arn)
  if (task.execEnabled !== false) return [fine('task', `ECS Exec is on for the task ${id}`)]
  const message = `the task ${id} was started while ECS Exec was off, and keeps that`
  const evidence = [`its enableExecuteCommand is false; started ${new Date(task.createdAt).toISOString()}`]
  return [wrong('task', message, {evidence, suggestions: [`aws-stack ${app}:restart`]})]
}

/** Last of all: where something that it needs is missing, its state is the consequence. */
export function checkAgent({app, task}: ExecSubject): ExecFinding[] {
  if (!task || task.execEnabled === false) return []
  const {execAgent, execAgentReason, arn, lastStatus} = task
  const id = taskId(arn)
  if (execAgent === 'RUNNING') return [fine('agent', `the agent in the task ${id} runs`)]
  const evidence = [
    `ExecuteCommandAgent: ${execAgent ?? 'not told'}${execAgentReason ? `, ${execAgentReason}` : ''}; task: ${lastStatus}`,
  ]
  if (execAgent === 'PENDING' || lastStatus !== 'RUNNING') {
    const message = `the agent in the task ${id} is not up yet, which takes up to a minute`
    return [wrong('agent', message, {evidence, suggestions: [`aws-stack ${app}:start`]})]
  }
  const message = execAgent === undefined ? `the task ${id} has no agent` : `the agent in the task ${id} has stopped`
  return [wrong('agent', message, {evidence, suggestions: [`aws-stack ${app}:restart`]})]
}
