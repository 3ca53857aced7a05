import type {IpPermission} from '@aws-sdk/client-ec2'

import type {Properties} from '../handler.js'

/** A rule as the template has it, inline or as a resource of its own, is one IpPermission with one peer. */
export function toIpPermission(rule: Properties): IpPermission {
  const {Description} = rule as {Description?: string}
  const described = Description === undefined ? {} : {Description}
  const {IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6} = rule as IpPermission & {CidrIp?: string; CidrIpv6?: string}
  const group = (rule['SourceSecurityGroupId'] ?? rule['DestinationSecurityGroupId']) as string | undefined
  const groupName = rule['SourceSecurityGroupName'] as string | undefined
  const owner = rule['SourceSecurityGroupOwnerId'] as string | undefined
  const prefixList = (rule['SourcePrefixListId'] ?? rule['DestinationPrefixListId']) as string | undefined

  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIp && {IpRanges: [{CidrIp, ...described}]}),
    ...(CidrIpv6 && {Ipv6Ranges: [{CidrIpv6, ...described}]}),
    ...(prefixList && {PrefixListIds: [{PrefixListId: prefixList, ...described}]}),
    ...((group || groupName) && {
      UserIdGroupPairs: [{GroupId: group, GroupName: groupName, UserId: owner, ...described}],
    }),
  }
}

/** The egress rule that EC2 gives every new group. */
export const ALLOW_ALL: Properties = {IpProtocol: '-1', CidrIp: '0.0.0.0/0'}
