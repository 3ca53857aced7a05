import type {EC2Client, Filter} from '@aws-sdk/client-ec2'

import type {ServiceClients} from '../clients.js'
import {invalid} from '../invalid.js'
import type {Template} from '../template/template.js'
import type {StackParameter} from './resolve-parameters.js'

/** "CloudFormation validates these values against existing values in users' accounts": of the types that parts hand to each other. */
const FINDERS: Readonly<Record<string, (ec2: EC2Client, ids: string[]) => Promise<(string | undefined)[]>>> = {
  'AWS::EC2::VPC::Id': async (ec2, ids) => {
    const {DescribeVpcsCommand} = await import('@aws-sdk/client-ec2')
    const {Vpcs = []} = await ec2.send(new DescribeVpcsCommand({Filters: by('vpc-id', ids)}))
    return Vpcs.map(({VpcId}) => VpcId)
  },
  'AWS::EC2::Subnet::Id': async (ec2, ids) => {
    const {DescribeSubnetsCommand} = await import('@aws-sdk/client-ec2')
    const {Subnets = []} = await ec2.send(new DescribeSubnetsCommand({Filters: by('subnet-id', ids)}))
    return Subnets.map(({SubnetId}) => SubnetId)
  },
  'AWS::EC2::SecurityGroup::Id': async (ec2, ids) => {
    const {DescribeSecurityGroupsCommand} = await import('@aws-sdk/client-ec2')
    const {SecurityGroups = []} = await ec2.send(new DescribeSecurityGroupsCommand({Filters: by('group-id', ids)}))
    return SecurityGroups.map(({GroupId}) => GroupId)
  },
}

export async function checkExistence(
  template: Template,
  parameters: readonly StackParameter[],
  clients: ServiceClients,
): Promise<void> {
  await Promise.all(
    parameters.map(async ({key, resolved}) => {
      const type = template.parameters[key]!.type.replace(/^List<(.+)>$/, '$1')
      const find = FINDERS[type]
      if (!find) return
      const ids = [resolved].flat()
      const found = await find(await clients.ec2(), ids)
      const missing = ids.find((id) => !found.includes(id))
      if (missing === undefined) return
      throw invalid(`Parameter validation failed: parameter value ${missing} for parameter name ${key} does not exist`)
    }),
  )
}

function by(Name: string, Values: string[]): Filter[] {
  return [{Name, Values}]
}
