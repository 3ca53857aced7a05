import type {Scenario} from '../scenario.js'
import {
  createBegins,
  deleteBegins,
  deleted,
  handlerSays,
  resourceIs,
  rollsBack,
  stackIs,
  type Subject,
  updateBegins,
  updateRolledBack,
} from '../write/beats.js'
import {
  deployed,
  executing,
  NAT_GATEWAY,
  NETWORK,
  networkStack,
  resource,
  SERVER,
  SERVICE,
  serverStack,
  vastStack,
  VPC,
} from './vast.js'

const CONTINUE =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html'
const DELETING = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html'

const stopsHalfway = resourceIs(30_000, SERVICE, 'UPDATE_FAILED', {
  reason: handlerSays(
    'Unable to describe task definition. (Service: AmazonECS; Status Code: 400; Error Code: ClientException)',
  ),
})

export const rollbackFails: Scenario = {
  name: 'rollback-fails',
  summary: 'An update fails and its rollback too; continuing works once the service is skipped.',
  sources: [CONTINUE],
  watch: 'aws-stack vast:deploy --local --part server',
  stacks: [serverStack],
  plays: [
    {
      on: executing(SERVER),
      beats: [
        updateBegins,
        resourceIs(2_000, SERVICE, 'UPDATE_IN_PROGRESS'),
        resourceIs(10_000, SERVICE, 'UPDATE_FAILED', {
          reason: handlerSays(
            'Invalid request provided: UpdateService error: Unable to assume role.',
            'InvalidRequest',
          ),
        }),
        rollsBack(11_000, [SERVICE[0]], 'update'),
        resourceIs(13_000, SERVICE, 'UPDATE_IN_PROGRESS'),
        stopsHalfway,
        stackIs(31_000, 'UPDATE_ROLLBACK_FAILED', {reason: 'The following resource(s) failed to update: [Service]. '}),
      ],
    },
    {
      on: {operation: 'ContinueUpdateRollback', stack: SERVER, resources: [SERVICE[0]]},
      beats: [
        stackIs(0, 'UPDATE_ROLLBACK_IN_PROGRESS', {reason: 'User Initiated'}),
        resourceIs(2_000, SERVICE, 'UPDATE_COMPLETE', {reason: 'Resource skipped by the user'}),
        ...updateRolledBack(4_000),
      ],
    },
    {
      on: {operation: 'ContinueUpdateRollback', stack: SERVER},
      beats: [
        stackIs(0, 'UPDATE_ROLLBACK_IN_PROGRESS', {reason: 'User Initiated'}),
        resourceIs(2_000, SERVICE, 'UPDATE_IN_PROGRESS'),
        stopsHalfway,
        stackIs(31_000, 'UPDATE_ROLLBACK_FAILED', {reason: 'The following resource(s) failed to update: [Service]. '}),
      ],
    },
  ],
  ending: {
    after: [
      ...deployed(SERVER),
      {operation: 'ContinueUpdateRollback', stack: SERVER},
      {operation: 'ContinueUpdateRollback', stack: SERVER, resources: [SERVICE[0]]},
    ],
    stacks: {[SERVER]: 'UPDATE_ROLLBACK_COMPLETE'},
  },
}

const BUCKET: Subject = ['Flows', 'AWS::S3::Bucket']
const SUBNET: Subject = ['PrivateSubnet', 'AWS::EC2::Subnet']

/** The bucket's sentence: https://github.com/aws/aws-cdk/issues/21776 */
export const deleteFails: Scenario = {
  name: 'delete-fails',
  summary:
    'A bucket that is not empty and a subnet with a network interface stop the deletion; it ends when both are retained.',
  sources: [DELETING, 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html'],
  watch: 'aws-stack vast:destroy --local',
  stacks: [
    {
      ...networkStack,
      resources: [
        ...(networkStack.resources ?? []),
        resource(BUCKET, 'vast-dev-flows'),
        resource(SUBNET, 'subnet-0a1b2c3d4e5f60718'),
      ],
    },
  ],
  plays: [
    {
      on: {operation: 'DeleteStack', stack: NETWORK, resources: [BUCKET[0], SUBNET[0]]},
      beats: [
        deleteBegins,
        resourceIs(2_000, BUCKET, 'DELETE_SKIPPED'),
        resourceIs(2_000, SUBNET, 'DELETE_SKIPPED'),
        ...deleted(3_000, 5_000, VPC),
        stackIs(6_000, 'DELETE_COMPLETE'),
      ],
    },
    {
      on: {operation: 'DeleteStack', stack: NETWORK},
      beats: [
        deleteBegins,
        ...deleted(2_000, 50_000, NAT_GATEWAY),
        resourceIs(2_100, BUCKET, 'DELETE_IN_PROGRESS'),
        resourceIs(2_600, BUCKET, 'DELETE_FAILED', {
          reason:
            'The bucket you tried to delete is not empty (Service: Amazon S3; Status Code: 409; Error Code: BucketNotEmpty; Request ID: 13B5WKE8TCT9VS8K; Proxy: null)',
        }),
        resourceIs(51_000, SUBNET, 'DELETE_IN_PROGRESS'),
        resourceIs(90_000, SUBNET, 'DELETE_FAILED', {
          reason: handlerSays(
            "The subnet 'subnet-0a1b2c3d4e5f60718' has dependencies and cannot be deleted. (Service: Ec2, Status Code: 400, Request ID: 9f9f3a50-1d4e-4a7a-8d26-0f2c5a3a2b1d)",
            'InvalidRequest',
          ),
        }),
        stackIs(91_000, 'DELETE_FAILED', {
          reason: 'The following resource(s) failed to delete: [Flows, PrivateSubnet]. ',
        }),
      ],
    },
  ],
  ending: {
    after: [
      {operation: 'DeleteStack', stack: NETWORK},
      {operation: 'DeleteStack', stack: NETWORK, resources: [BUCKET[0], SUBNET[0]]},
    ],
    stacks: {[NETWORK]: null},
  },
}

const theirs = {stack: SERVER, token: 'Console-UpdateStack-7f59c3cf-00d2-40c7-b2ff-e75db0987002'}

export const busy: Scenario = {
  name: 'busy',
  summary: "Somebody else's update of the server runs for three minutes.",
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html'],
  watch: 'aws-stack vast:deploy --local --part server',
  stacks: [serverStack],
  plays: [
    {
      on: 'load',
      beats: [
        stackIs(0, 'UPDATE_IN_PROGRESS', {reason: 'User Initiated', ...theirs}),
        resourceIs(3_000, SERVICE, 'UPDATE_IN_PROGRESS', theirs),
        resourceIs(176_000, SERVICE, 'UPDATE_COMPLETE', theirs),
        stackIs(178_000, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', theirs),
        stackIs(180_000, 'UPDATE_COMPLETE', theirs),
      ],
    },
  ],
  ending: {after: [], stacks: {[SERVER]: 'UPDATE_COMPLETE'}},
}

const NESTED: Subject = ['Subnets', 'AWS::CloudFormation::Stack']
const CHILD = 'vast-dev-network-Subnets-1FD6NW99W1XIQ'

/** The parent's sentence: https://github.com/aws-samples/aws-refarch-moodle/issues/42 */
export const nestedFails: Scenario = {
  name: 'nested-fails',
  summary: 'A nested stack fails; the cause is among the events of the child.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [vastStack('network'), {name: CHILD, parent: NETWORK}],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        createBegins,
        resourceIs(2_000, NESTED, 'CREATE_IN_PROGRESS'),
        stackIs(2_800, 'CREATE_IN_PROGRESS', {stack: CHILD, reason: 'User Initiated'}),
        resourceIs(2_900, NESTED, 'CREATE_IN_PROGRESS', {child: CHILD, reason: 'Resource creation Initiated'}),
        resourceIs(5_000, SUBNET, 'CREATE_IN_PROGRESS', {stack: CHILD}),
        resourceIs(8_000, SUBNET, 'CREATE_FAILED', {
          stack: CHILD,
          reason: handlerSays(
            "The CIDR '10.42.0.0/25' conflicts with another subnet (Service: Ec2, Status Code: 400, Request ID: 57a2a1be-6c7f-4d6c-8d63-2f6b51c0f4e1)",
            'AlreadyExists',
          ),
        }),
        stackIs(9_000, 'ROLLBACK_IN_PROGRESS', {
          stack: CHILD,
          reason: 'The following resource(s) failed to create: [PrivateSubnet]. Rollback requested by user.',
        }),
        resourceIs(10_000, NESTED, 'CREATE_FAILED', {
          child: CHILD,
          reason: `Embedded stack <${CHILD}> was not successfully created: The following resource(s) failed to create: [PrivateSubnet]. `,
        }),
        rollsBack(11_000, [NESTED[0]], 'create'),
        stackIs(12_000, 'ROLLBACK_COMPLETE', {stack: CHILD}),
        stackIs(14_000, 'DELETE_COMPLETE', {stack: CHILD}),
        resourceIs(15_000, NESTED, 'DELETE_COMPLETE'),
        stackIs(16_000, 'ROLLBACK_COMPLETE'),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'ROLLBACK_COMPLETE'}},
}
