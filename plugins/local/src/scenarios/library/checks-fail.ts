import type {Scenario} from '../scenario.js'
import {createBegins, resourceIs, rollsBack, stackIs, type Subject} from '../write/beats.js'
import {deployed, executing, FUNCTION, NETWORK, networkStack, resource, vastStack, VPC} from './vast.js'

const VALIDATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html'

/** Only `DescribeEvents` tells why; the sentences: https://github.com/aws/aws-cdk/issues/21674, https://github.com/aws/aws-cdk-cli/pull/1198 */
export const hookFails: Scenario = {
  name: 'hook-fails',
  summary: 'A Guard hook refuses the VPC; the creation of the network is rolled back.',
  sources: ['https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/guard-hooks.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [vastStack('network')],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        createBegins,
        resourceIs(2_000, VPC, 'CREATE_IN_PROGRESS'),
        {
          at: 2_500,
          do: 'note',
          logicalId: VPC[0],
          type: VPC[1],
          hook: {type: 'Private::Guard::NetworkRules', status: 'HOOK_IN_PROGRESS', failureMode: 'FAIL'},
        },
        {
          at: 4_000,
          do: 'note',
          logicalId: VPC[0],
          type: VPC[1],
          hook: {
            type: 'Private::Guard::NetworkRules',
            status: 'HOOK_COMPLETE_FAILED',
            failureMode: 'FAIL',
            reason:
              'Template failed validation, the following rule(s) failed: VPC_FLOW_LOGS_REQUIRED. Full output was written to s3://rules/VPC/1.json',
          },
        },
        resourceIs(4_200, VPC, 'CREATE_FAILED', {
          reason: 'The following hook(s) failed: [Private::Guard::NetworkRules]',
        }),
        rollsBack(5_000, [VPC[0]], 'create'),
        resourceIs(7_000, VPC, 'DELETE_COMPLETE'),
        stackIs(8_000, 'ROLLBACK_COMPLETE'),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'ROLLBACK_COMPLETE'}},
}

const CHANGE_SET = {operation: 'CreateChangeSet'}
const LOG: Subject = ['Log', 'AWS::Logs::LogGroup']

/** The sentences: https://github.com/aws/aws-cdk-cli/issues/1000 */
export const validationFails: Scenario = {
  name: 'validation-fails',
  summary: 'A function of that name exists already: the change set fails before anything is touched.',
  sources: [VALIDATION],
  watch: 'aws-stack vast:deploy --local --part client',
  stacks: [vastStack('client')],
  plays: [
    {
      on: CHANGE_SET,
      beats: [
        {at: 1_000, do: 'change-set', status: 'CREATE_IN_PROGRESS'},
        {
          at: 6_000,
          do: 'note',
          logicalId: FUNCTION[0],
          type: FUNCTION[1],
          validation: {
            name: 'NAME_CONFLICT_VALIDATION',
            status: 'FAILED',
            failureMode: 'FAIL',
            reason: "Resource of type 'AWS::Lambda::Function' with identifier 'vast-dev-client' already exists.",
            path: '/Resources/Function/Properties/FunctionName',
          },
        },
        {
          at: 7_000,
          do: 'change-set',
          status: 'FAILED',
          reason:
            'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.',
        },
      ],
    },
  ],
  ending: {
    after: [{operation: 'CreateChangeSet', stack: 'vast-dev-client'}],
    stacks: {'vast-dev-client': 'REVIEW_IN_PROGRESS'},
  },
}

export const validationWarns: Scenario = {
  name: 'validation-warns',
  summary: 'A bucket that is to go is not empty: the change set says so and can be executed all the same.',
  sources: [VALIDATION],
  watch: 'aws-stack vast:plan --local --part network',
  stacks: [
    {
      ...networkStack,
      resources: [...(networkStack.resources ?? []), resource(['Flows', 'AWS::S3::Bucket'], 'vast-dev-flows')],
    },
  ],
  plays: [
    {
      on: CHANGE_SET,
      beats: [
        {at: 1_000, do: 'change-set', status: 'CREATE_IN_PROGRESS'},
        {
          at: 5_000,
          do: 'note',
          logicalId: 'Flows',
          type: 'AWS::S3::Bucket',
          validation: {
            name: 'BUCKET_EMPTINESS_VALIDATION',
            status: 'FAILED',
            failureMode: 'WARN',
            reason:
              'The bucket vast-dev-flows is not empty. The bucket must be empty before the delete operation can succeed.',
            path: '/Resources/Flows',
          },
        },
        {
          at: 6_000,
          do: 'change-set',
          status: 'CREATE_COMPLETE',
          changes: [{action: 'Remove', logicalId: 'Flows', type: 'AWS::S3::Bucket', physicalId: 'vast-dev-flows'}],
        },
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'UPDATE_COMPLETE'}},
}

/**
 * As https://github.com/ansible-collections/amazon.aws/pull/507 and https://github.com/spinnaker/orca/pull/4173 report the first two;
 * the third is the short form that the aws CLI looks for in its `deploy`.
 */
const WORDINGS = [
  "The submitted information didn't contain changes. Submit different information to create a change set.",
  'No updates are to be performed.',
  "The submitted information didn't contain changes.",
]

export const emptyChangeSets: readonly Scenario[] = WORDINGS.map((reason, index) => ({
  name: `empty-change-set-${index + 1}`,
  summary: `A change set without changes fails with "${reason}"`,
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [networkStack],
  plays: [
    {
      on: CHANGE_SET,
      beats: [
        {at: 500, do: 'change-set', status: 'CREATE_IN_PROGRESS'},
        {at: 2_000, do: 'change-set', status: 'FAILED', reason},
      ],
    },
  ],
  ending: {after: [{operation: 'CreateChangeSet', stack: NETWORK}], stacks: {[NETWORK]: 'CREATE_COMPLETE'}},
}))

export const expressMode: Scenario = {
  name: 'express-mode',
  summary: 'The network is configured after some seconds and stabilises long after: CONFIGURATION_COMPLETE.',
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-resource-configuration-complete.html',
  ],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [vastStack('network')],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        createBegins,
        resourceIs(2_000, VPC, 'CREATE_IN_PROGRESS'),
        resourceIs(5_000, VPC, 'CREATE_IN_PROGRESS', {
          detailedStatus: 'CONFIGURATION_COMPLETE',
          physicalId: 'vpc-0a1b2c3d4e5f60718',
          reason: 'Eventual consistency check initiated',
        }),
        resourceIs(5_100, LOG, 'CREATE_IN_PROGRESS', {
          detailedStatus: 'CONFIGURATION_COMPLETE',
          reason: 'Eventual consistency check initiated',
        }),
        stackIs(6_000, 'CREATE_IN_PROGRESS', {detailedStatus: 'CONFIGURATION_COMPLETE'}),
        resourceIs(60_000, VPC, 'CREATE_COMPLETE'),
        resourceIs(61_000, LOG, 'CREATE_COMPLETE'),
        stackIs(62_000, 'CREATE_COMPLETE'),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'CREATE_COMPLETE'}},
}
