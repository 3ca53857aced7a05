import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from '@aws-sdk/client-ec2'

import type {Properties, ResourceHandler} from '../handler.js'
import {ALLOW_ALL, toIpPermission} from './security-group-rule.js'
import {unlessGone} from './unless-gone.js'

/** AWS::EC2::SecurityGroupIngress */
export const securityGroupIngress: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    const {SecurityGroupRules} = await ec2.send(new AuthorizeSecurityGroupIngressCommand(rule(properties)))
    return handled(SecurityGroupRules![0]!.SecurityGroupRuleId!)
  },

  async update(current, next, _previous, scope) {
    const ec2 = await scope.clients.ec2()
    await ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand(rule(next)))
    return current
  },

  async delete(_current, properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new RevokeSecurityGroupIngressCommand(rule(properties))))
  },
}

/** AWS::EC2::SecurityGroupEgress */
export const securityGroupEgress: ResourceHandler = {
  async create(properties, scope) {
    const ec2 = await scope.clients.ec2()
    // CloudFormation takes the group's allow-all rule away before it adds one (aws/aws-cdk#22140).
    const allowAll = {...rule(properties), IpPermissions: [toIpPermission(ALLOW_ALL)]}
    await unlessGone(() => ec2.send(new RevokeSecurityGroupEgressCommand(allowAll)))
    const {SecurityGroupRules} = await ec2.send(new AuthorizeSecurityGroupEgressCommand(rule(properties)))
    return handled(SecurityGroupRules![0]!.SecurityGroupRuleId!)
  },

  async update(current, next, _previous, scope) {
    const ec2 = await scope.clients.ec2()
    await ec2.send(new UpdateSecurityGroupRuleDescriptionsEgressCommand(rule(next)))
    return current
  },

  async delete(_current, properties, scope) {
    const ec2 = await scope.clients.ec2()
    await unlessGone(() => ec2.send(new RevokeSecurityGroupEgressCommand(rule(properties))))
  },
}

function rule(properties: Properties) {
  return {
    GroupId: properties['GroupId'] as string,
    ...(properties['GroupName'] !== undefined && {GroupName: properties['GroupName'] as string}),
    IpPermissions: [toIpPermission(properties)],
  }
}

function handled(id: string) {
  return {physicalId: id, attributes: {Id: id}}
}
