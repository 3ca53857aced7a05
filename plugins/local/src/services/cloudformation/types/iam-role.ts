import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {pick} from './pick.js'
import {policiesInTurn} from './policies-in-turn.js'
import {byKey, retag, type Tag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::IAM::Role with its inline and managed policies. */
export const role: ResourceHandler = {
  async create(properties, scope) {
    const iam = await scope.clients.iam()
    const name = (properties['RoleName'] as string | undefined) ?? scope.generatedName(64)
    const {Role} = await iam.send(
      new CreateRoleCommand({
        ...pick<CreateRoleCommandInput>(properties, 'Description', 'MaxSessionDuration', 'Path', 'PermissionsBoundary'),
        RoleName: name,
        AssumeRolePolicyDocument: jsonText(properties['AssumeRolePolicyDocument']),
        Tags: iamTags(properties, scope),
      }),
    )
    return finishOrUndo(
      async () => {
        await changePolicies(name, properties, {}, scope)
        return {physicalId: name, attributes: {Arn: Role!.Arn, RoleId: Role!.RoleId}}
      },
      () => remove(name, properties, scope),
    )
  },

  async update(current, next, previous, scope) {
    const iam = await scope.clients.iam()
    const RoleName = current.physicalId
    if (hasChanged(next, previous, 'AssumeRolePolicyDocument')) {
      const PolicyDocument = jsonText(next['AssumeRolePolicyDocument'])
      await iam.send(new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument}))
    }
    if (hasChanged(next, previous, 'Description', 'MaxSessionDuration')) {
      const {Description = '', MaxSessionDuration = 3600} = next as {Description?: string; MaxSessionDuration?: number}
      await iam.send(new UpdateRoleCommand({RoleName, Description, MaxSessionDuration}))
    }
    if (hasChanged(next, previous, 'PermissionsBoundary')) {
      const PermissionsBoundary = next['PermissionsBoundary'] as string | undefined
      await (PermissionsBoundary === undefined
        ? iam.send(new DeleteRolePermissionsBoundaryCommand({RoleName}))
        : iam.send(new PutRolePermissionsBoundaryCommand({RoleName, PermissionsBoundary})))
    }
    await changePolicies(RoleName, next, previous, scope)
    await retagRole(RoleName, next, scope)
    return current
  },

  async delete({physicalId}, properties, scope) {
    await remove(physicalId, properties, scope)
  },
}

/** IAM refuses tags that begin with `aws:`, and CloudFormation sets none on its resources. */
function iamTags(properties: Properties, scope: HandlerScope): Tag[] {
  return tagsOf(properties, scope).filter(({Key}) => !Key.startsWith('aws:'))
}

async function changePolicies(name: string, next: Properties, previous: Properties, scope: HandlerScope) {
  const iam = await scope.clients.iam()
  const [arns, oldArns] = [managed(next), managed(previous)]
  const [inline, oldInline] = [inlinePolicies(next), inlinePolicies(previous)]

  for (const PolicyArn of arns.filter((arn) => !oldArns.includes(arn))) {
    await policiesInTurn(() => iam.send(new AttachRolePolicyCommand({RoleName: name, PolicyArn})))
  }
  for (const PolicyArn of oldArns.filter((arn) => !arns.includes(arn))) {
    await policiesInTurn(() => unlessGone(() => iam.send(new DetachRolePolicyCommand({RoleName: name, PolicyArn}))))
  }
  for (const [PolicyName, PolicyDocument] of inline) {
    if (oldInline.get(PolicyName) === PolicyDocument) continue
    await iam.send(new PutRolePolicyCommand({RoleName: name, PolicyName, PolicyDocument}))
  }
  for (const PolicyName of oldInline.keys()) {
    if (inline.has(PolicyName)) continue
    await unlessGone(() => iam.send(new DeleteRolePolicyCommand({RoleName: name, PolicyName})))
  }
}

function managed({ManagedPolicyArns}: Properties): string[] {
  return [...new Set((ManagedPolicyArns ?? []) as string[])]
}

function inlinePolicies({Policies}: Properties): Map<string, string> {
  const list = (Policies ?? []) as {PolicyName: string; PolicyDocument: unknown}[]
  return new Map(list.map(({PolicyName, PolicyDocument}) => [PolicyName, jsonText(PolicyDocument)]))
}

async function retagRole(name: string, next: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  const {Tags} = await iam.send(new ListRoleTagsCommand({RoleName: name}))
  await retag({
    current: byKey(Tags),
    wanted: iamTags(next, scope),
    add: (added) => iam.send(new TagRoleCommand({RoleName: name, Tags: added})),
    remove: (TagKeys) => iam.send(new UntagRoleCommand({RoleName: name, TagKeys})),
  })
}

/** Takes away what the template put on the role; what others attached stays, and then IAM refuses, as on AWS. */
async function remove(name: string, properties: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  await changePolicies(name, {}, properties, scope)
  await unlessGone(() => iam.send(new DeleteRoleCommand({RoleName: name})))
}
