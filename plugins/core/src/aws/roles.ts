import type {IAM} from '@aws-sdk/client-iam'

import {isCancelled} from '../errors.js'
import type {RolePermission, Roles} from '../ports/roles.js'
import type {AwsAccess} from './access.js'
import {type CallOptions, createService, type Service} from './create-service.js'
import {limited} from './decide-by-policies.js'
import {isNoSuchEntity, readPolicies} from './read-policies.js'

export function createRoles(access: AwsAccess): Roles {
  const iam = createService('IAM', access, async (config) => new (await import('@aws-sdk/client-iam')).IAM(config))
  return {
    async permissions(role, actions, signal) {
      const call = signal ? {signal} : {}
      try {
        return await simulated(iam, role, actions, call)
      } catch (error) {
        if (isNoSuchEntity(error)) return undefined
        if (isCancelled(error)) throw error
      }
      const policies = await readPolicies(iam, nameOf(role), call)
      return policies && actions.map((action) => ({action, decision: limited(policies, action)}))
    },
    async describe(role) {
      const found = await readPolicies(iam, nameOf(role), {})
      return found && {arn: found.arn, trust: found.trust, policies: found.own}
    },
  }
}

/** Names are unique whatever the path is. */
function nameOf(role: string): string {
  return role.slice(role.lastIndexOf('/') + 1)
}

/** SimulatePrincipalPolicy also knows the role's boundary and the organization's policies. */
async function simulated(
  iam: Service<IAM>,
  role: string,
  actions: readonly string[],
  call: CallOptions,
): Promise<RolePermission[]> {
  const {EvaluationResults = []} = await iam.call(
    'SimulatePrincipalPolicy',
    (client, options) => client.simulatePrincipalPolicy({PolicySourceArn: role, ActionNames: [...actions]}, options),
    call,
  )
  return EvaluationResults.map(({EvalActionName: action = '', EvalDecision: decision, MissingContextValues = []}) => ({
    action,
    decision: decision === 'allowed' ? 'allowed' : MissingContextValues.length > 0 ? 'conditional' : 'denied',
  }))
}
