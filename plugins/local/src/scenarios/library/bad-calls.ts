import type {Beat} from '../beats.js'
import type {Scenario} from '../scenario.js'
import {
  createBegins,
  made,
  resourceIs,
  stackIs,
  type Subject,
  updateBegins,
  updated,
  updateEnds,
} from '../write/beats.js'
import {
  deployed,
  executing,
  NAT_GATEWAY,
  NETWORK,
  networkStack,
  SERVER,
  SERVICE,
  serverStack,
  TASK_DEFINITION,
  vastStack,
  VPC,
} from './vast.js'

const RETRIES = 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html'
const ERRORS = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html'

const update: readonly Beat[] = [
  updateBegins,
  ...updated(2_000, 4_000, TASK_DEFINITION),
  ...updated(5_000, 90_000, SERVICE),
  ...updateEnds(92_000),
]

function updating(about: Pick<Scenario, 'name' | 'summary' | 'sources'>, troubles: readonly Beat[]): Scenario {
  return {
    ...about,
    watch: 'aws-stack vast:deploy --local --part server',
    stacks: [serverStack],
    plays: [{on: executing(SERVER), beats: [...update, ...troubles]}],
    ending: {after: deployed(SERVER), stacks: {[SERVER]: 'UPDATE_COMPLETE'}},
  }
}

/** https://github.com/aws/aws-cdk-cli/issues/1777 */
export const throttledAtTheEnd = updating(
  {
    name: 'throttled-at-the-end',
    summary: 'The last look at an update that has succeeded is throttled, five times over.',
    sources: [ERRORS, RETRIES],
  },
  [
    {
      at: 94_000,
      do: 'trouble',
      kind: 'throttle',
      service: 'cloudformation',
      operation: 'DescribeStackEvents',
      times: 5,
    },
    {at: 94_000, do: 'trouble', kind: 'throttle', service: 'cloudformation', operation: 'DescribeStacks', times: 5},
  ],
)

export const rainyDay = updating(
  {
    name: 'rainy-day',
    summary:
      'During an update come 500s, cut connections, slow answers, an HTML page, and a minute without any answer.',
    sources: [ERRORS, RETRIES],
  },
  [
    {at: 6_000, do: 'trouble', kind: 'server-error', service: 'cloudformation', times: 3},
    {at: 12_000, do: 'trouble', kind: 'reset', service: 'cloudformation', times: 2},
    {at: 16_000, do: 'trouble', kind: 'html', service: 'cloudformation', times: 1},
    {at: 18_000, do: 'trouble', kind: 'slow', service: 'cloudformation', times: 1, ms: 3_000},
    {at: 24_000, do: 'trouble', kind: 'reset', forMs: 60_000},
  ],
)

export const credentialsExpire = updating(
  {
    name: 'credentials-expire',
    summary: 'The credentials expire in the middle of an update, which goes on in AWS.',
    sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html', ERRORS],
  },
  [{at: 30_000, do: 'trouble', kind: 'expired-token', forMs: 50_000}],
)

/** https://github.com/aws/aws-cdk-cli/issues/1802 */
export const staleReview: Scenario = {
  name: 'stale-review',
  summary: 'Right after the change set is executed DescribeStacks still says REVIEW_IN_PROGRESS.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [vastStack('network')],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        {at: 0, do: 'stale', forMs: 3_000},
        createBegins,
        ...made(2_000, 14_000, VPC, 'vpc-0a1b2c3d4e5f60718'),
        stackIs(15_000, 'CREATE_COMPLETE'),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'CREATE_COMPLETE'}},
}

/** Nothing in the documentation promises an order by arrival, or that two operations have different times. */
export const disorderlyEvents: Scenario = {
  name: 'disorderly-events',
  summary: 'Events come late, twice, and with the time of those of another operation.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [networkStack],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        updateBegins,
        resourceIs(0, VPC, 'UPDATE_COMPLETE', {token: 'another-operation'}),
        resourceIs(2_000, VPC, 'UPDATE_IN_PROGRESS', {lateMs: 9_000}),
        resourceIs(3_000, NAT_GATEWAY, 'UPDATE_IN_PROGRESS', {repeated: true}),
        resourceIs(9_000, NAT_GATEWAY, 'UPDATE_COMPLETE', {repeated: true}),
        resourceIs(10_000, VPC, 'UPDATE_COMPLETE', {lateMs: 3_500}),
        ...updateEnds(11_000),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'UPDATE_COMPLETE'}},
}

export const twoHundredResources: Scenario = {
  name: 'two-hundred-resources',
  summary: 'Two hundred log groups are made at once.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [vastStack('network')],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        createBegins,
        ...Array.from({length: 200}, (_, index): Subject => [`Log${index + 1}`, 'AWS::Logs::LogGroup']).flatMap(
          (subject, index) => made(2_000 + index * 10, 20_000 + index * 50, subject, `log-${index + 1}`),
        ),
        stackIs(32_000, 'CREATE_COMPLETE'),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'CREATE_COMPLETE'}},
}
