import type {Scenario} from '../scenario.js'
import {createBegins, made, stackIs} from '../write/beats.js'
import {deployed, executing, NAT_ADDRESS, NAT_GATEWAY, NETWORK, vastStack, VPC} from './vast.js'

export const createSucceeds: Scenario = {
  name: 'create-succeeds',
  summary: 'The network is created in two minutes.',
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
        ...made(2_000, 14_000, VPC, 'vpc-0a1b2c3d4e5f60718'),
        ...made(2_200, 17_000, NAT_ADDRESS, '203.0.113.7'),
        ...made(18_000, 115_000, NAT_GATEWAY, 'nat-0a1b2c3d4e5f60718'),
        {
          at: 117_000,
          do: 'deployed',
          outputs: {
            VpcId: 'vpc-0a1b2c3d4e5f60718',
            Cidr: '10.42.0.0/24',
            PrivateSubnetId: 'subnet-0a1b2c3d4e5f60718',
            ClientGroupId: 'sg-0a1b2c3d4e5f60711',
            ServerGroupId: 'sg-0a1b2c3d4e5f60712',
            StorageGroupId: 'sg-0a1b2c3d4e5f60713',
            NamespaceId: 'ns-0a1b2c3d4e5f6071',
            PeeringConnectionId: 'pcx-0a1b2c3d4e5f60718',
          },
        },
        stackIs(117_000, 'CREATE_COMPLETE'),
      ],
    },
  ],
  ending: {after: deployed(NETWORK), stacks: {[NETWORK]: 'CREATE_COMPLETE'}},
}
