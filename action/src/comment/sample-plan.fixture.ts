import type {PlanResult} from '@aws-stack/core'

/** What the page in docs/action shows. */
export const samplePlan: PlanResult = {
  app: 'vast',
  stage: 'prod',
  region: 'eu-west-1',
  changed: true,
  images: [
    {
      name: 'server',
      action: 'build',
      tag: '3f2a9c71d0e4',
      bases: [{argument: 'BASE_IMAGE', asked: 'tenzir/vast:v2.4.1', reference: 'tenzir/vast', digest: 'sha256:0b1c22'}],
    },
    {name: 'client', action: 'none', tag: '77aa01', digest: 'sha256:5e8f10', bases: []},
  ],
  stacks: [
    {part: 'registry', name: 'vast-prod-registry', action: 'none', changes: [], unknown: {}},
    {
      part: 'network',
      name: 'vast-prod-network',
      action: 'update',
      changes: [
        {
          logicalId: 'Route',
          type: 'AWS::EC2::Route',
          action: 'modify',
          replacement: 'True',
          properties: [
            {
              path: 'Properties.DestinationCidrBlock',
              before: '172.31.0.0/16',
              after: '10.0.0.0/16',
              recreation: 'Always',
            },
          ],
        },
        {logicalId: 'FlowLog', type: 'AWS::EC2::FlowLog', action: 'add', properties: []},
      ],
      unknown: {},
    },
    {
      part: 'server',
      name: 'vast-prod-server',
      action: 'update',
      changes: [
        {
          logicalId: 'TaskDefinition',
          type: 'AWS::ECS::TaskDefinition',
          action: 'modify',
          replacement: 'Conditional',
          properties: [{path: 'Properties.Memory', before: '2048', after: '4096', recreation: 'Always'}],
        },
        {
          logicalId: 'FileSystem',
          type: 'AWS::EFS::FileSystem',
          physicalId: 'fs-0c4d12',
          action: 'modify',
          replacement: 'True',
          properties: [
            {path: 'Properties.Encrypted', before: 'false', after: 'true', recreation: 'Always'},
            {path: 'Properties.KmsKeyId', after: 'alias/aws/elasticfilesystem', recreation: 'Never'},
          ],
        },
        {logicalId: 'OldAlarm', type: 'AWS::CloudWatch::Alarm', action: 'remove', properties: []},
        {logicalId: 'Service', type: 'AWS::ECS::Service', action: 'may-change', knownAfter: 'build', properties: []},
      ],
      unknown: {ImageUri: 'build'},
    },
  ],
  configs: [],
  losses: [
    {
      part: 'server',
      logicalId: 'FileSystem',
      resourceType: 'AWS::EFS::FileSystem',
      physicalId: 'fs-0c4d12',
      grave: true,
      reason: 'is replaced by an empty one: all imported events',
    },
  ],
}
