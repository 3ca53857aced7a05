import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  type CreatePolicyCommandInput,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  ListPolicyVersionsCommand,
  type PolicyVersion,
} from '@aws-sdk/client-iam'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {finishOrUndo} from './finish-or-undo.js'
import {hasChanged} from './has-changed.js'
import {jsonText} from './json-text.js'
import {pick} from './pick.js'
import {policiesInTurn} from './policies-in-turn.js'
import {unlessGone} from './unless-gone.js'

/** AWS::IAM::ManagedPolicy */
export const managedPolicy: ResourceHandler = {
  create: (properties, scope) => policiesInTurn(() => handler.create(properties, scope)),
  update: (current, next, previous, scope) => policiesInTurn(() => handler.update(current, next, previous, scope)),
  delete: (current, properties, scope) => policiesInTurn(() => handler.delete(current, properties, scope)),
}

const handler = {
  async create(properties, scope) {
    const iam = await scope.clients.iam()
    const {Policy} = await iam.send(
      new CreatePolicyCommand({
        ...pick<CreatePolicyCommandInput>(properties, 'Description', 'Path'),
        PolicyName: (properties['ManagedPolicyName'] as string | undefined) ?? scope.generatedName(128),
        PolicyDocument: jsonText(properties['PolicyDocument']),
      }),
    )
    const arn = Policy!.Arn!
    return finishOrUndo(
      async () => {
        await attach(arn, properties, {}, scope)
        return describe(arn, scope)
      },
      () => remove(arn, properties, scope),
    )
  },

  async update({physicalId: arn}, next, previous, scope) {
    const iam = await scope.clients.iam()
    if (hasChanged(next, previous, 'PolicyDocument')) {
      // IAM keeps five versions; the oldest makes room.
      const old = await otherVersions(arn, scope)
      if (old.length >= 4)
        await iam.send(new DeletePolicyVersionCommand({PolicyArn: arn, VersionId: old[0]!.VersionId}))
      await iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn: arn,
          PolicyDocument: jsonText(next['PolicyDocument']),
          SetAsDefault: true,
        }),
      )
    }
    await attach(arn, next, previous, scope)
    await detach(arn, previous, next, scope)
    return describe(arn, scope)
  },

  async delete({physicalId}, properties, scope) {
    await remove(physicalId, properties, scope)
  },
} satisfies ResourceHandler

function only(kind: 'Roles' | 'Users' | 'Groups', these: Properties, others: Properties): string[] {
  const rest = (others[kind] ?? []) as string[]
  return ((these[kind] ?? []) as string[]).filter((name) => !rest.includes(name))
}

async function attach(PolicyArn: string, next: Properties, previous: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  for (const RoleName of only('Roles', next, previous)) {
    await iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn}))
  }
  for (const UserName of only('Users', next, previous)) {
    await iam.send(new AttachUserPolicyCommand({UserName, PolicyArn}))
  }
  for (const GroupName of only('Groups', next, previous)) {
    await iam.send(new AttachGroupPolicyCommand({GroupName, PolicyArn}))
  }
}

async function detach(PolicyArn: string, previous: Properties, next: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  for (const RoleName of only('Roles', previous, next)) {
    await unlessGone(() => iam.send(new DetachRolePolicyCommand({RoleName, PolicyArn})))
  }
  for (const UserName of only('Users', previous, next)) {
    await unlessGone(() => iam.send(new DetachUserPolicyCommand({UserName, PolicyArn})))
  }
  for (const GroupName of only('Groups', previous, next)) {
    await unlessGone(() => iam.send(new DetachGroupPolicyCommand({GroupName, PolicyArn})))
  }
}

async function describe(arn: string, scope: HandlerScope): Promise<HandledResource> {
  const iam = await scope.clients.iam()
  const {Policy} = await iam.send(new GetPolicyCommand({PolicyArn: arn}))
  return {
    physicalId: arn,
    attributes: {
      PolicyArn: arn,
      PolicyId: Policy?.PolicyId,
      AttachmentCount: Policy?.AttachmentCount,
      PermissionsBoundaryUsageCount: Policy?.PermissionsBoundaryUsageCount ?? 0,
      DefaultVersionId: Policy?.DefaultVersionId,
      IsAttachable: Policy?.IsAttachable,
      CreateDate: Policy?.CreateDate?.toISOString(),
      UpdateDate: Policy?.UpdateDate?.toISOString(),
    },
  }
}

async function remove(arn: string, properties: Properties, scope: HandlerScope): Promise<void> {
  const iam = await scope.clients.iam()
  await detach(arn, properties, {}, scope)
  for (const {VersionId} of await otherVersions(arn, scope)) {
    await unlessGone(() => iam.send(new DeletePolicyVersionCommand({PolicyArn: arn, VersionId})))
  }
  await unlessGone(() => iam.send(new DeletePolicyCommand({PolicyArn: arn})))
}

/** The versions that are not the default one, oldest first. */
async function otherVersions(arn: string, scope: HandlerScope): Promise<PolicyVersion[]> {
  const iam = await scope.clients.iam()
  const found = await unlessGone(() => iam.send(new ListPolicyVersionsCommand({PolicyArn: arn})))
  const versions = (found?.Versions ?? []).filter(({IsDefaultVersion}) => !IsDefaultVersion)
  return versions.sort((a, b) => Number(a.VersionId?.slice(1)) - Number(b.VersionId?.slice(1)))
}
