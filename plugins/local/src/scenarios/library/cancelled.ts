import type {Scenario} from '../scenario.js'
import {
  createBegins,
  deleteBegins,
  deleted,
  made,
  resourceIs,
  stackIs,
  updateBegins,
  updated,
  updateEnds,
  updateRolledBack,
} from '../write/beats.js'
import {
  deployed,
  executing,
  NAT_ADDRESS,
  NAT_GATEWAY,
  NETWORK,
  networkStack,
  SERVER,
  SERVICE,
  serverStack,
  vastStack,
  VPC,
} from './vast.js'

export const updateCancelled: Scenario = {
  name: 'update-cancelled',
  summary: 'A long update of the server; CancelUpdateStack takes it back.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html'],
  watch: 'aws-stack vast:deploy --local --part server',
  stacks: [serverStack],
  plays: [
    {on: executing(SERVER), beats: [updateBegins, ...updated(2_000, 600_000, SERVICE), ...updateEnds(602_000)]},
    {
      on: {operation: 'CancelUpdateStack', stack: SERVER},
      beats: [
        stackIs(0, 'UPDATE_ROLLBACK_IN_PROGRESS', {reason: 'User Initiated'}),
        resourceIs(1_000, SERVICE, 'UPDATE_FAILED', {reason: 'Resource update cancelled'}),
        ...updated(3_000, 40_000, SERVICE),
        ...updateRolledBack(41_000),
      ],
    },
  ],
  ending: {
    after: [...deployed(SERVER), {operation: 'CancelUpdateStack', stack: SERVER, afterMs: 20_000}],
    stacks: {[SERVER]: 'UPDATE_ROLLBACK_COMPLETE'},
  },
}

export const deletedWhileCreating: Scenario = {
  name: 'deleted-while-creating',
  summary: 'The network is being created; DeleteStack ends that and deletes it.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html'],
  watch: 'aws-stack vast:deploy --local --part network',
  stacks: [vastStack('network')],
  plays: [
    {
      on: executing(NETWORK),
      beats: [
        createBegins,
        ...made(2_000, 14_000, VPC, 'vpc-0a1b2c3d4e5f60718'),
        ...made(2_200, 17_000, NAT_ADDRESS, '203.0.113.7'),
        ...made(18_000, 115_000, NAT_GATEWAY, 'nat-0a1b2c3d4e5f60718'),
        stackIs(117_000, 'CREATE_COMPLETE'),
      ],
    },
    {
      on: {operation: 'DeleteStack', stack: NETWORK},
      beats: [
        deleteBegins,
        resourceIs(1_000, NAT_GATEWAY, 'CREATE_FAILED', {reason: 'Resource creation cancelled'}),
        ...deleted(3_000, 60_000, NAT_GATEWAY),
        ...deleted(61_000, 62_000, NAT_ADDRESS),
        ...deleted(62_500, 64_000, VPC),
        stackIs(65_000, 'DELETE_COMPLETE'),
      ],
    },
  ],
  ending: {
    after: [...deployed(NETWORK), {operation: 'DeleteStack', stack: NETWORK, afterMs: 30_000}],
    stacks: {[NETWORK]: null},
  },
}

export const protectedStack: Scenario = {
  name: 'protected-stack',
  summary: 'The network may not be deleted while its termination protection is on.',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html'],
  watch: 'aws-stack vast:destroy --local',
  stacks: [{...networkStack, terminationProtection: true}],
  plays: [],
  ending: {after: [], stacks: {[NETWORK]: 'CREATE_COMPLETE'}},
}
