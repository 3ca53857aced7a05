import type {Explain} from '../explanation.js'

interface Quota {
  readonly name: string
  readonly service: string
  readonly code: string
  /** AWS's default; an account may have another value. */
  readonly value: number
  /** EC2's error code, or its sentence. */
  readonly reason: RegExp
  readonly type: string
}

/** Codes and defaults as Service Quotas lists them: "Amazon VPC quotas" of the VPC User Guide, "AWS service endpoints and quotas" of the AWS General Reference. */
const QUOTAS: readonly Quota[] = [
  {
    name: 'EC2-VPC Elastic IPs',
    service: 'ec2',
    code: 'L-0263D0A3',
    value: 5,
    type: 'AWS::EC2::EIP',
    reason: /AddressLimitExceeded|number of addresses/i,
  },
  {
    name: 'VPCs per Region',
    service: 'vpc',
    code: 'L-F678F1CE',
    value: 5,
    type: 'AWS::EC2::VPC',
    reason: /VpcLimitExceeded|number of VPCs/i,
  },
  {
    name: 'NAT gateways per Availability Zone',
    service: 'vpc',
    code: 'L-FE5A380F',
    value: 5,
    type: 'AWS::EC2::NatGateway',
    reason: /NatGatewayLimitExceeded|limit of \d+ NAT gateways/i,
  },
  {
    name: 'Internet gateways per Region',
    service: 'vpc',
    code: 'L-A4707A72',
    value: 5,
    type: 'AWS::EC2::InternetGateway',
    reason: /InternetGatewayLimitExceeded|number of internet gateways/i,
  },
  {
    name: 'VPC security groups per Region',
    service: 'vpc',
    code: 'L-E79EC296',
    value: 2500,
    type: 'AWS::EC2::SecurityGroup',
    reason: /SecurityGroupLimitExceeded|number of security groups/i,
  },
  {
    name: 'Network interfaces per Region',
    service: 'vpc',
    code: 'L-DF5E4CA3',
    value: 5000,
    type: 'AWS::EC2::NetworkInterface',
    reason: /NetworkInterfaceLimitExceeded|number of network interfaces/i,
  },
  {
    name: 'Routes per route table',
    service: 'vpc',
    code: 'L-93826ACB',
    value: 50,
    type: 'AWS::EC2::Route',
    reason: /RouteLimitExceeded|number of routes/i,
  },
  {
    name: 'Active VPC peering connections per VPC',
    service: 'vpc',
    code: 'L-7E9ECCDB',
    value: 50,
    type: 'AWS::EC2::VPCPeeringConnection',
    reason: /PeeringConnection\w*LimitExceeded/i,
  },
  {
    name: 'Fargate On-Demand vCPU resource count',
    service: 'fargate',
    code: 'L-3032A538',
    value: 6,
    type: '',
    reason: /limit on the number of vCPUs|concurrent tasks/i,
  },
  {
    name: 'Concurrent executions',
    service: 'lambda',
    code: 'L-B99A9384',
    value: 1000,
    type: '',
    reason: /UnreservedConcurrentExecution/,
  },
  {
    name: 'Roles per account',
    service: 'iam',
    code: 'L-FE177D64',
    value: 1000,
    type: 'AWS::IAM::Role',
    reason: /Cannot exceed quota for RolesPerAccount/i,
  },
  {
    name: 'Buckets',
    service: 's3',
    code: 'L-DC2B2D3D',
    value: 10_000,
    type: 'AWS::S3::Bucket',
    reason: /TooManyBuckets|more buckets than allowed/i,
  },
  {
    name: 'File systems per account',
    service: 'elasticfilesystem',
    code: 'L-848C634D',
    value: 1000,
    type: 'AWS::EFS::FileSystem',
    reason: /FileSystemLimitExceeded/i,
  },
]

const EXCEEDED =
  /LimitExceeded|QuotaExceeded|HandlerErrorCode: ServiceLimitExceeded|maximum number of .* (has been |is )?reached|Cannot exceed quota|exceed the limit of|TooManyBuckets|UnreservedConcurrentExecution|limit on the number of vCPUs/i

export const explainQuota: Explain = ({reason = '', type}, {ctx}) => {
  const named = QUOTAS.find((quota) => quota.reason.test(reason))
  if (!named && !EXCEEDED.test(reason)) return undefined
  const quota = named ?? QUOTAS.find((one) => one.type === type)
  if (!quota) return {meaning: `a quota of the account is used up for ${type}; Service Quotas lists it`}
  const limit = Number(/(?:limit|maximum|quota) (?:of|is) (\d+)/i.exec(reason)?.[1] ?? quota.value)
  const place = `--service-code ${quota.service} --quota-code ${quota.code} --region ${ctx.region}`
  return {
    meaning: `the account's quota "${quota.name}" (${quota.code}) is used up in ${ctx.region}`,
    facts: {quota: quota.name, quotaCode: quota.code, serviceCode: quota.service},
    suggestions: [
      `aws service-quotas get-service-quota ${place}`,
      `aws service-quotas request-service-quota-increase ${place} --desired-value ${limit * 2}`,
    ],
  }
}
