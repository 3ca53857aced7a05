import {
  DeleteGroupPolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {jsonText} from './json-text.js'
import {unlessGone} from './unless-gone.js'

/** AWS::IAM::Policy: one inline policy in several roles, users and groups. */
export const policy: ResourceHandler = {
  async create(properties, scope) {
    await put(properties, scope)
    const id = scope.generatedName(128)
    return {physicalId: id, attributes: {Id: id}}
  },

  async update(current, next, previous, scope) {
    await put(next, scope)
    const renamed = next['PolicyName'] !== previous['PolicyName']
    const left = (name: Holders) => holders(name, previous).filter((it) => renamed || !holders(name, next).includes(it))
    await drop({...previous, Roles: left('Roles'), Users: left('Users'), Groups: left('Groups')}, scope)
    return current
  },

  async delete(_current, properties, scope) {
    await drop(properties, scope)
  },
}

/** AWS::IAM::RolePolicy */
export const rolePolicy: ResourceHandler = {
  async create(properties, scope) {
    await put(inOneRole(properties), scope)
    const {PolicyName, RoleName} = properties as {PolicyName: string; RoleName: string}
    return {physicalId: `${PolicyName}|${RoleName}`, attributes: {}}
  },

  async update(current, next, _previous, scope) {
    await put(inOneRole(next), scope)
    return current
  },

  async delete(_current, properties, scope) {
    await drop(inOneRole(properties), scope)
  },
}

function inOneRole(properties: Properties): Properties {
  return {...properties, Roles: [properties['RoleName']]}
}

type Holders = 'Roles' | 'Users' | 'Groups'

function holders(kind: Holders, properties: Properties): string[] {
  return (properties[kind] ?? []) as string[]
}

async function put(properties: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  const PolicyName = properties['PolicyName'] as string
  const PolicyDocument = jsonText(properties['PolicyDocument'])
  for (const RoleName of holders('Roles', properties)) {
    await iam.send(new PutRolePolicyCommand({RoleName, PolicyName, PolicyDocument}))
  }
  for (const UserName of holders('Users', properties)) {
    await iam.send(new PutUserPolicyCommand({UserName, PolicyName, PolicyDocument}))
  }
  for (const GroupName of holders('Groups', properties)) {
    await iam.send(new PutGroupPolicyCommand({GroupName, PolicyName, PolicyDocument}))
  }
}

async function drop(properties: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  const PolicyName = properties['PolicyName'] as string
  for (const RoleName of holders('Roles', properties)) {
    await unlessGone(() => iam.send(new DeleteRolePolicyCommand({RoleName, PolicyName})))
  }
  for (const UserName of holders('Users', properties)) {
    await unlessGone(() => iam.send(new DeleteUserPolicyCommand({UserName, PolicyName})))
  }
  for (const GroupName of holders('Groups', properties)) {
    await unlessGone(() => iam.send(new DeleteGroupPolicyCommand({GroupName, PolicyName})))
  }
}
