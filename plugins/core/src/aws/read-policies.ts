import type {IAM} from '@aws-sdk/client-iam'

import type {IamDocument, RoleDescription} from '../ports/roles.js'
import {awsCode} from './aws-error.js'
import type {CallOptions, Service} from './create-service.js'
import type {RolePolicies} from './decide-by-policies.js'

export type ReadRole = RolePolicies & Omit<RoleDescription, 'policies'>

/** Inline and attached policies of a role, its boundary, and who may take it. `undefined`: there is no such role. */
export async function readPolicies(iam: Service<IAM>, role: string, call: CallOptions): Promise<ReadRole | undefined> {
  try {
    const [{Role}, inline, attached] = await Promise.all([
      iam.call('GetRole', (client, options) => client.getRole({RoleName: role}, options), call),
      inlinePolicies(iam, role, call),
      attachedPolicies(iam, role, call),
    ])
    const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn
    const limit = boundary === undefined ? undefined : await managedPolicy(iam, boundary, call)
    const {Arn: arn = '', AssumeRolePolicyDocument: trust} = Role ?? {}
    return {arn, trust: parsed(trust), own: [...inline, ...attached], ...(limit && {boundary: limit})}
  } catch (error) {
    if (isNoSuchEntity(error)) return undefined
    throw error
  }
}

async function inlinePolicies(iam: Service<IAM>, RoleName: string, call: CallOptions): Promise<IamDocument[]> {
  const names: string[] = []
  let Marker: string | undefined
  do {
    const page = await iam.call(
      'ListRolePolicies',
      (client, options) => client.listRolePolicies({RoleName, Marker}, options),
      call,
    )
    names.push(...(page.PolicyNames ?? []))
    Marker = page.IsTruncated ? page.Marker : undefined
  } while (Marker)
  return Promise.all(
    names.map(async (PolicyName) => {
      const {PolicyDocument: text} = await iam.call(
        'GetRolePolicy',
        (client, options) => client.getRolePolicy({RoleName, PolicyName}, options),
        call,
      )
      return parsed(text)
    }),
  )
}

async function attachedPolicies(iam: Service<IAM>, RoleName: string, call: CallOptions): Promise<IamDocument[]> {
  const arns: string[] = []
  let Marker: string | undefined
  do {
    const page = await iam.call(
      'ListAttachedRolePolicies',
      (client, options) => client.listAttachedRolePolicies({RoleName, Marker}, options),
      call,
    )
    arns.push(...(page.AttachedPolicies ?? []).flatMap(({PolicyArn}) => PolicyArn ?? []))
    Marker = page.IsTruncated ? page.Marker : undefined
  } while (Marker)
  return Promise.all(arns.map((arn) => managedPolicy(iam, arn, call)))
}

async function managedPolicy(iam: Service<IAM>, PolicyArn: string, call: CallOptions): Promise<IamDocument> {
  const {Policy} = await iam.call('GetPolicy', (client, options) => client.getPolicy({PolicyArn}, options), call)
  const VersionId = Policy?.DefaultVersionId
  const {PolicyVersion} = await iam.call(
    'GetPolicyVersion',
    (client, options) => client.getPolicyVersion({PolicyArn, VersionId}, options),
    call,
  )
  return parsed(PolicyVersion?.Document)
}

/** The code is `NoSuchEntity`, and the SDK's name for it has a suffix. */
export function isNoSuchEntity(error: unknown): boolean {
  return String(awsCode(error)).startsWith('NoSuchEntity')
}

/** IAM answers with the JSON text in percent-encoding. */
function parsed(text = '%7B%7D'): IamDocument {
  return JSON.parse(decodeURIComponent(text)) as IamDocument
}
