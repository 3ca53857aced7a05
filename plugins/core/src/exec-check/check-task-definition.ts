import {type ExecFinding, fine, wrong} from './exec-finding.js'
import type {ExecSubject} from './exec-subject.js'

/** Fargate's first platform version for Linux that has it. */
const PLATFORM = '1.4.0'

/** The agent writes into the container, and two agents in one process namespace stand in each other's way. */
export function checkContainers({app, definition}: ExecSubject): ExecFinding[] {
  if (!definition) return []
  const {containers, pidMode, arn} = definition
  const suggestions = [`aws-stack ${app}:status`, `aws-stack ${app}:deploy`]
  const sealed = containers.filter(({readOnlyRoot}) => readOnlyRoot).map(({name}) => name)
  const findings: ExecFinding[] = []
  if (sealed.length > 0)
    findings.push(
      wrong(
        'containers',
        `the root file system of ${sealed.join(' and ')} is read-only, and the agent must write to it`,
        {
          evidence: [`readonlyRootFilesystem in ${arn}`],
          suggestions,
        },
      ),
    )
  if (pidMode === 'task' && containers.length > 1)
    findings.push(
      wrong('containers', 'its containers share one process namespace: only one of them takes commands', {
        evidence: [`pidMode "task" with ${containers.map(({name}) => name).join(', ')} in ${arn}`],
        suggestions,
      }),
    )
  return findings.length > 0 ? findings : [fine('containers', 'the containers let the agent in')]
}

export function checkPlatform({cluster, service, task, inquiry}: ExecSubject): ExecFinding[] {
  const version = task?.platformVersion
  if (!task || !version) return []
  if (version.localeCompare(PLATFORM, 'en', {numeric: true}) >= 0) return [fine('platform', `Fargate ${version}`)]
  const update = `aws ecs update-service --cluster ${cluster} --service ${service?.name} --platform-version LATEST --region ${inquiry.ctx.region}`
  return [
    wrong('platform', `Fargate's platform version ${version} has no ECS Exec: ${PLATFORM} is the first`, {
      evidence: [`platformVersion of ${task.arn}`],
      suggestions: service ? [update] : [],
    }),
  ]
}
