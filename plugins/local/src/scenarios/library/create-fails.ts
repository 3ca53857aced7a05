import type {Beat} from '../beats.js'
import type {Scenario} from '../scenario.js'
import {
  createBegins,
  creating,
  deleted,
  handlerSays,
  made,
  resourceIs,
  rollsBack,
  stackIs,
  type Subject,
} from '../write/beats.js'
import {deployed, executing, NAT_ADDRESS, NETWORK, SERVER, SERVICE, vastStack, VPC} from './vast.js'

const ROLLBACK = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html'
const CANCELLED = {reason: 'Resource creation cancelled'}
const GATEWAY: Subject = ['InternetGateway', 'AWS::EC2::InternetGateway']

/** The wording of the reason: https://github.com/radius-project/samples/issues/711 */
export const addressLimit: Scenario = failing({
  name: 'address-limit',
  summary: 'The creation of the network fails at the sixth Elastic IP address and is rolled back.',
  sources: [ROLLBACK, 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html'],
  stack: NETWORK,
  beats: [
    ...made(2_000, 14_000, VPC, 'vpc-0a1b2c3d4e5f60718'),
    ...creating(16_000, GATEWAY, 'igw-0a1b2c3d4e5f60718'),
    resourceIs(16_000, NAT_ADDRESS, 'CREATE_IN_PROGRESS'),
    resourceIs(18_000, NAT_ADDRESS, 'CREATE_FAILED', {
      reason: handlerSays(
        'The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400, Request ID: 6b8cf3d3-1afc-40de-91d7-4ac4c55bfc32)',
      ),
    }),
    resourceIs(18_300, GATEWAY, 'CREATE_FAILED', CANCELLED),
    rollsBack(19_000, [NAT_ADDRESS[0], GATEWAY[0]], 'create'),
    ...deleted(21_000, 23_000, GATEWAY),
    ...deleted(23_500, 25_000, VPC),
  ],
  endsAt: 27_000,
})

/** The sentence is as users of ECS report it. */
export const roleCannotBeAssumed: Scenario = failing({
  name: 'role-cannot-be-assumed',
  summary: 'ECS cannot assume the role of the service; the creation of the server is rolled back.',
  sources: [ROLLBACK, 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html'],
  stack: SERVER,
  beats: [
    resourceIs(2_000, SERVICE, 'CREATE_IN_PROGRESS'),
    resourceIs(5_000, SERVICE, 'CREATE_FAILED', {
      reason: handlerSays(
        'Invalid request provided: CreateService error: Unable to assume the service linked role. Please verify that the ECS service linked role exists. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException)',
        'InvalidRequest',
      ),
    }),
    rollsBack(6_000, [SERVICE[0]], 'create'),
    ...deleted(8_000, 9_000, SERVICE),
  ],
  endsAt: 11_000,
})

/** The sentence is EC2's: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const quotaExceeded: Scenario = failing({
  name: 'quota-exceeded',
  summary: 'The account has as many VPCs as it may; the creation of the network is rolled back.',
  sources: [ROLLBACK, 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html'],
  stack: NETWORK,
  beats: [
    resourceIs(2_000, VPC, 'CREATE_IN_PROGRESS'),
    resourceIs(3_500, VPC, 'CREATE_FAILED', {
      reason: handlerSays(
        'The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, Request ID: 0f3d7a52-9f1b-4c4e-8d2a-3f0c7f6f2f11)',
        'ServiceLimitExceeded',
      ),
    }),
    rollsBack(4_500, [VPC[0]], 'create'),
    ...deleted(6_000, 6_500, VPC),
  ],
  endsAt: 8_000,
})

interface Failing extends Pick<Scenario, 'name' | 'summary' | 'sources'> {
  readonly stack: string
  readonly beats: readonly Beat[]
  readonly endsAt: number
}

function failing({stack, beats, endsAt, ...about}: Failing): Scenario {
  const part = stack.slice('vast-dev-'.length)
  return {
    ...about,
    watch: `aws-stack vast:deploy --local --part ${part}`,
    stacks: [vastStack(part)],
    plays: [{on: executing(stack), beats: [createBegins, ...beats, stackIs(endsAt, 'ROLLBACK_COMPLETE')]}],
    ending: {after: deployed(stack), stacks: {[stack]: 'ROLLBACK_COMPLETE'}},
  }
}
