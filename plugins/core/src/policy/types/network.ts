import {reference, type Right, type TypeRow} from '../type-row.js'

const doc = reference('amazonec2')

const NO_RESOURCE = 'the actions know no resources'

/** One list for all, so that all are one statement. */
const CREATIONS = [
  ...['AllocateAddress', 'CreateInternetGateway', 'CreateNatGateway', 'CreateRouteTable', 'CreateSecurityGroup'],
  ...['CreateSubnet', 'CreateVpc', 'CreateVpcPeeringConnection'],
]

interface Kind {
  /** Of its ARN: `subnet`. */
  readonly arn: string
  readonly create: readonly string[]
  readonly update?: readonly string[]
  readonly delete: readonly string[]
  readonly read: readonly string[]
  /** What exists already and is asked for beside it, by action. */
  readonly beside?: readonly string[]
  readonly more?: readonly Right[]
}

/** AWS makes the ids of all of them. They are made with the tags of the stack, which is what later calls go by. */
function made({arn, create, update = [], delete: remove, read, beside = [], more = []}: Kind): TypeRow {
  const own = [`ec2:${arn}/*`]
  return {
    doc,
    service: 'ec2',
    rights: [
      {on: own, tagged: 'request', create},
      {
        on: own,
        tagged: 'request',
        condition: {StringEquals: {'ec2:CreateAction': CREATIONS}},
        create: ['CreateTags'],
      },
      {on: own, tagged: 'resource', create: update, update: [...update, 'CreateTags', 'DeleteTags'], delete: remove},
      ...(beside.length > 0 ? [{on: beside.map((one) => `ec2:${one}/*`), tagged: 'resource' as const, create}] : []),
      {on: ['*'], because: NO_RESOURCE, read},
      ...more,
    ],
  }
}

/** What joins two things that are there: each of them has the tags. */
function joined(
  kinds: readonly string[],
  rights: Omit<Right, 'on' | 'tagged' | 'read'>,
  read: readonly string[],
): TypeRow {
  return {
    doc,
    service: 'ec2',
    rights: [
      {...rights, on: kinds.map((kind) => `ec2:${kind}/*`), tagged: 'resource'},
      {on: ['*'], because: NO_RESOURCE, read},
    ],
  }
}

/** A VPC of others that the settings name has no tags of ours: the condition names it. */
const OF_THE_OTHER_VPC = {ArnLike: {'ec2:Vpc': 'ec2:vpc/{vpc}'}}

export const networkTypes: Readonly<Record<string, TypeRow>> = {
  'AWS::EC2::VPC': made({
    arn: 'vpc',
    create: ['CreateVpc'],
    update: ['ModifyVpcAttribute'],
    delete: ['DeleteVpc'],
    read: ['DescribeVpcs', 'DescribeNetworkAcls', 'DescribeSecurityGroups'],
    more: [{on: ['ec2:vpc/*'], tagged: 'resource', read: ['DescribeVpcAttribute']}],
  }),
  'AWS::EC2::Subnet': made({
    arn: 'subnet',
    create: ['CreateSubnet'],
    update: ['ModifySubnetAttribute'],
    delete: ['DeleteSubnet'],
    read: ['DescribeSubnets', 'DescribeNetworkAcls'],
    beside: ['vpc'],
  }),
  'AWS::EC2::InternetGateway': made({
    arn: 'internet-gateway',
    create: ['CreateInternetGateway'],
    delete: ['DeleteInternetGateway'],
    read: ['DescribeInternetGateways'],
  }),
  'AWS::EC2::EIP': made({
    arn: 'elastic-ip',
    create: ['AllocateAddress'],
    update: ['DisassociateAddress'],
    delete: ['DisassociateAddress', 'ReleaseAddress'],
    read: ['DescribeAddresses'],
  }),
  'AWS::EC2::NatGateway': made({
    arn: 'natgateway',
    create: ['CreateNatGateway'],
    delete: ['DeleteNatGateway'],
    read: ['DescribeNatGateways'],
    beside: ['subnet', 'elastic-ip'],
  }),
  'AWS::EC2::RouteTable': made({
    arn: 'route-table',
    create: ['CreateRouteTable'],
    delete: ['DeleteRouteTable'],
    read: ['DescribeRouteTables'],
    beside: ['vpc'],
  }),
  'AWS::EC2::SecurityGroup': made({
    arn: 'security-group',
    create: ['CreateSecurityGroup'],
    update: [
      ...['AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress'],
      ...['RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
      ...['UpdateSecurityGroupRuleDescriptionsEgress', 'UpdateSecurityGroupRuleDescriptionsIngress'],
    ],
    delete: ['DeleteSecurityGroup'],
    read: ['DescribeSecurityGroups', 'DescribeInstances'],
    beside: ['vpc'],
    more: [
      {
        on: ['ec2:security-group-rule/*'],
        because: 'AWS makes the ids, and rules have no tags; the group is asked for as well',
        create: ['AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress'],
        update: ['AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress'],
      },
    ],
  }),
  'AWS::EC2::VPCPeeringConnection': made({
    arn: 'vpc-peering-connection',
    create: ['CreateVpcPeeringConnection'],
    update: ['AcceptVpcPeeringConnection'],
    delete: ['DeleteVpcPeeringConnection'],
    read: ['DescribeVpcPeeringConnections'],
    beside: ['vpc'],
    more: [
      {
        on: ['ec2:vpc/{vpc}'],
        because: 'the VPC to peer with',
        create: ['AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection'],
      },
    ],
  }),

  'AWS::EC2::VPCGatewayAttachment': joined(
    ['vpc', 'internet-gateway'],
    {
      create: ['AttachInternetGateway'],
      update: ['AttachInternetGateway', 'DetachInternetGateway'],
      delete: ['DetachInternetGateway'],
    },
    ['DescribeInternetGateways', 'DescribeVpnGateways'],
  ),
  'AWS::EC2::SubnetRouteTableAssociation': joined(
    ['subnet', 'route-table'],
    {create: ['AssociateRouteTable', 'ReplaceRouteTableAssociation'], delete: ['DisassociateRouteTable']},
    ['DescribeRouteTables', 'DescribeSubnets'],
  ),
  'AWS::EC2::SecurityGroupEgress': joined(
    ['security-group'],
    {
      create: ['AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress'],
      update: ['UpdateSecurityGroupRuleDescriptionsEgress'],
      delete: ['RevokeSecurityGroupEgress'],
    },
    ['DescribeSecurityGroupRules', 'DescribeSecurityGroups'],
  ),
  'AWS::EC2::Route': {
    doc,
    service: 'ec2',
    rights: [
      {
        on: ['ec2:route-table/*'],
        tagged: 'resource',
        create: ['CreateRoute'],
        update: ['ReplaceRoute'],
        delete: ['DeleteRoute'],
      },
      {
        on: ['ec2:route-table/*'],
        condition: OF_THE_OTHER_VPC,
        create: ['CreateRoute'],
        update: ['ReplaceRoute'],
        delete: ['DeleteRoute'],
      },
      {on: ['*'], because: NO_RESOURCE, read: ['DescribeRouteTables', 'DescribeNetworkInterfaces']},
    ],
  },
}

/** What CloudFormation asks when a stack's parameter is of such a type: "CloudFormation-supplied parameter types". */
export const PARAMETER_TYPES: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::SecurityGroup::Id': ['ec2:DescribeSecurityGroups'],
  'AWS::EC2::Subnet::Id': ['ec2:DescribeSubnets'],
  'AWS::EC2::VPC::Id': ['ec2:DescribeVpcs'],
}
