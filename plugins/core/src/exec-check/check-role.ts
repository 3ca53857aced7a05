import {type ExecFinding, fine, unknown, wrong} from './exec-finding.js'
import type {ExecSubject} from './exec-subject.js'

/** "Task IAM role": "ECS Exec permissions". The actions know no resources. */
const ACTIONS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
  (name) => `ssmmessages:${name}`,
)

/** The agent speaks to Session Manager as the task role. */
export async function checkRole({app, definition, inquiry}: ExecSubject): Promise<ExecFinding> {
  if (!definition) return unknown('role', 'the task definition could not be looked at', inquiry.notLookedAt)
  const {taskRole, arn} = definition
  if (taskRole === undefined)
    return wrong('role', 'the task has no role, and its agent may do nothing without one', {
      evidence: [`no taskRoleArn in ${arn}`],
      suggestions: [`aws-stack ${app}:status`, `aws-stack ${app}:deploy`],
    })

  const name = taskRole.slice(taskRole.lastIndexOf('/') + 1)
  const asked = await inquiry.look('iam:SimulatePrincipalPolicy', async (signal) => ({
    permissions: await inquiry.ctx.roles.permissions(taskRole, ACTIONS, signal),
  }))
  if (!asked) return unknown('role', `what the task role ${name} may do could not be checked`, inquiry.notLookedAt)
  const {permissions} = asked
  if (!permissions)
    return wrong('role', `the task role ${name} is gone`, {
      evidence: [`${taskRole}, named in ${arn}`],
      suggestions: [`aws-stack ${app}:why`, `aws-stack ${app}:deploy`],
    })

  const of = (wanted: string) =>
    permissions.filter(({decision}) => decision === wanted).map(({action}) => `${action}: ${wanted}`)
  const denied = of('denied')
  if (denied.length > 0)
    return wrong('role', `the task role ${name} may not reach Session Manager`, {
      evidence: denied,
      suggestions: [grant(name), `aws-stack ${app}:restart`],
    })
  const conditional = of('conditional')
  if (conditional.length > 0)
    return unknown('role', `the task role ${name} reaches Session Manager under conditions`, conditional)
  return fine('role', `the task role ${name} reaches Session Manager`)
}

function grant(role: string): string {
  const policy = {Version: '2012-10-17', Statement: [{Effect: 'Allow', Action: ACTIONS, Resource: '*'}]}
  return `aws iam put-role-policy --role-name ${role} --policy-name ecs-exec --policy-document '${JSON.stringify(policy)}'`
}
