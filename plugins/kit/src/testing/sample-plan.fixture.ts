import type {PlanResult} from '@aws-stack/core'

const none = {properties: []}

/** A plan with one of everything that a plan can say. */
export const samplePlan: PlanResult = {
  app: 'vast',
  stage: 'dev',
  region: 'eu-west-1',
  changed: true,
  configs: [],
  images: [
    {
      name: 'server',
      action: 'build',
      tag: '3f2a9c',
      bases: [
        {argument: 'BASE', asked: 'tenzir/vast:latest', reference: 'tenzir/vast@sha256:0b1c', digest: 'sha256:0b1c'},
      ],
    },
    {name: 'client', action: 'none', tag: '77aa01', digest: 'sha256:abc', uri: 'repository@sha256:abc', bases: []},
  ],
  stacks: [
    {part: 'registry', name: 'vast-dev-registry', action: 'none', status: 'CREATE_COMPLETE', changes: [], unknown: {}},
    {
      part: 'network',
      name: 'vast-dev-network',
      action: 'create',
      changes: [{logicalId: 'Vpc', type: 'AWS::EC2::VPC', action: 'add', ...none}],
      unknown: {},
    },
    {
      part: 'server',
      name: 'vast-dev-server',
      action: 'update',
      status: 'UPDATE_COMPLETE',
      changes: [
        {
          logicalId: 'FileSystem',
          type: 'AWS::EFS::FileSystem',
          action: 'modify',
          replacement: 'True',
          properties: [
            {path: 'Properties.Encrypted', before: 'false', after: 'true', recreation: 'Always'},
            {path: 'Properties.KmsKeyId', after: 'alias/aws/efs', recreation: 'Never'},
          ],
        },
        {logicalId: 'Log', type: 'AWS::Logs::LogGroup', action: 'modify', replacement: 'Conditional', ...none},
        {
          logicalId: 'Group',
          type: 'AWS::EC2::SecurityGroup',
          action: 'modify',
          replacement: 'False',
          properties: [{path: 'Tags'}],
        },
        {logicalId: 'Rule', type: 'AWS::EC2::SecurityGroupIngress', action: 'remove', ...none},
        {logicalId: 'Service', type: 'AWS::ECS::Service', action: 'may-change', knownAfter: 'build', ...none},
      ],
      unknown: {ImageUri: 'build', SubnetId: 'network'},
    },
  ],
  losses: [
    {
      part: 'server',
      logicalId: 'FileSystem',
      resourceType: 'AWS::EFS::FileSystem',
      physicalId: 'fs-1',
      grave: true,
      reason: 'is replaced by an empty one: all imported events',
    },
  ],
}
