import {isDeepStrictEqual} from 'node:util'

import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagEc2, tagSpecifications} from './ec2-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {ALLOW_ALL, toIpPermission} from './security-group-rule.js'
import {unlessGone} from './unless-gone.js'

/** AWS::EC2::SecurityGroup with its inline rules. */
export const securityGroup: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {GroupId} = await ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: (properties['GroupName'] as string | undefined) ?? scope.generatedName(255),
        Description: properties['GroupDescription'] as string,
        VpcId: properties['VpcId'] as string | undefined,
        TagSpecifications: tagSpecifications('security-group', properties, scope),
      }),
    )
    return finishOrUndo(
      async () => {
        await changeRules(ec2, GroupId!, INGRESS, ingress(properties), [])
        await changeRules(ec2, GroupId!, EGRESS, egress(properties), [ALLOW_ALL])
        return describe(GroupId!, scope)
      },
      () => remove(GroupId!, scope),
    )
  },

  async update({physicalId}, next, previous, scope) {
    const ec2 = await scope.clients.ec2()
    await changeRules(ec2, physicalId, INGRESS, ingress(next), ingress(previous))
    await changeRules(ec2, physicalId, EGRESS, egressAfter(next, previous), egress(previous))
    await retagEc2(physicalId, next, scope)
    return describe(physicalId, scope)
  },

  async delete({physicalId}, _properties, scope) {
    await remove(physicalId, scope)
  },
}

type Rules = readonly Properties[]

function ingress(properties: Properties): Rules {
  return (properties['SecurityGroupIngress'] ?? []) as Rules
}

/** Without egress rules EC2's own remains (docs: AWS::EC2::SecurityGroup). */
function egress(properties: Properties): Rules {
  const rules = (properties['SecurityGroupEgress'] ?? []) as Rules
  return rules.length > 0 ? rules : [ALLOW_ALL]
}

/** "If you remove all egress rules that you added, we do not add egress rules" (docs: AWS::EC2::SecurityGroup). */
function egressAfter(next: Properties, previous: Properties): Rules {
  const had = (previous['SecurityGroupEgress'] ?? []) as Rules
  const has = (next['SecurityGroupEgress'] ?? []) as Rules
  return had.length > 0 ? has : egress(next)
}

interface RuleInput {
  readonly GroupId: string
  readonly IpPermissions: IpPermission[]
}

interface Direction {
  authorize(ec2: EC2Client, input: RuleInput): Promise<unknown>
  revoke(ec2: EC2Client, input: RuleInput): Promise<unknown>
}

const INGRESS: Direction = {
  authorize: (ec2, input) => ec2.send(new AuthorizeSecurityGroupIngressCommand(input)),
  revoke: (ec2, input) => ec2.send(new RevokeSecurityGroupIngressCommand(input)),
}

const EGRESS: Direction = {
  authorize: (ec2, input) => ec2.send(new AuthorizeSecurityGroupEgressCommand(input)),
  revoke: (ec2, input) => ec2.send(new RevokeSecurityGroupEgressCommand(input)),
}

/**
 * A changed rule is removed, then added again, as CloudFormation does it. One call a rule: a rollback may find some of them
 * changed and others not, and EC2 takes a call as a whole or not at all.
 */
async function changeRules(
  ec2: EC2Client,
  GroupId: string,
  direction: Direction,
  next: Rules,
  previous: Rules,
): Promise<void> {
  for (const rule of without(previous, next)) {
    await unlessGone(() => direction.revoke(ec2, {GroupId, IpPermissions: [toIpPermission(rule)]}))
  }
  for (const rule of without(next, previous)) {
    await unlessThere(() => direction.authorize(ec2, {GroupId, IpPermissions: [toIpPermission(rule)]}))
  }
}

function without(rules: Rules, others: Rules): Rules {
  return rules.filter((rule) => !others.some((other) => isDeepStrictEqual(rule, other)))
}

async function unlessThere(call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidPermission.Duplicate')) throw error
  }
}

async function describe(id: string, scope: HandlerScope): Promise<HandledResource> {
  const ec2 = await scope.clients.ec2()
  const {SecurityGroups} = await ec2.send(new DescribeSecurityGroupsCommand({GroupIds: [id]}))
  return {physicalId: id, attributes: {Id: id, GroupId: id, VpcId: SecurityGroups?.[0]?.VpcId}}
}

async function remove(id: string, scope: HandlerScope): Promise<void> {
  const ec2 = await scope.clients.ec2()
  await unlessGone(() => ec2.send(new DeleteSecurityGroupCommand({GroupId: id})))
}
