import assert from 'node:assert/strict'

import {parseTemplate} from '../template/parse-template.js'
import type {Diagram} from './diagram-result.js'
import {drawDiagram, type DrawOptions} from './draw-diagram.js'
import type {DrawnParameter, DrawnStack} from './drawn-stack.js'
import {KINDS} from './kinds.js'
import {deployedStack} from './substation.fixture.js'
import {TYPE_RULES} from './type-rules.js'

const PLACE = {app: 'shop', stage: 'dev', region: 'eu-west-1', accountId: '123456789012'}

const FUNCTION = 'Function: {Type: AWS::Lambda::Function, Properties: {FunctionName: worker, Role: !GetAtt Role.Arn}}'

/** What properties say, as arrows between logical ids. */
const TOLD: readonly (readonly [string, string, string])[] = [
  [
    'a bucket that tells a function, a queue and a topic of new objects',
    `Bucket:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Function.Arn}]
        QueueConfigurations: [{Event: "s3:ObjectCreated:*", Queue: !GetAtt Queue.Arn}]
        TopicConfigurations: [{Event: "s3:ObjectCreated:*", Topic: !Ref Topic}]
  Function: {Type: AWS::Lambda::Function}
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}`,
    'Bucket -> Function (new objects), Bucket -> Queue (new objects), Bucket -> Topic (new objects)',
  ],
  [
    'an event source mapping, and where its failed batches go',
    `Table: {Type: AWS::DynamoDB::Table}
  Function: {Type: AWS::Lambda::Function}
  Failed: {Type: AWS::SQS::Queue}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Table.StreamArn
      FunctionName: !Ref Function
      DestinationConfig: {OnFailure: {Destination: !GetAtt Failed.Arn}}`,
    'Function -> Failed (failed), Table -> Function (events)',
  ],
  [
    'an alias of a function as the function',
    `Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: lambda, Endpoint: !Ref Live}]}}
  Function: {Type: AWS::Lambda::Function}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Function}}`,
    'Topic -> Function (messages)',
  ],
  [
    'a queue and its dead letters',
    `Queue: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}}}
  Dead: {Type: AWS::SQS::Queue}`,
    'Queue -> Dead (failed)',
  ],
  [
    'an event rule with its targets',
    `Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 hour)
      Targets: [{Id: a, Arn: !GetAtt Function.Arn}, {Id: b, Arn: !GetAtt Queue.Arn, DeadLetterConfig: {Arn: !GetAtt Dead.Arn}}]
  Function: {Type: AWS::Lambda::Function}
  Queue: {Type: AWS::SQS::Queue}
  Dead: {Type: AWS::SQS::Queue}`,
    'Rule -> Dead (failed), Rule -> Function (events), Rule -> Queue (events)',
  ],
  [
    'an HTTP API with an integration, and a page before it',
    `Api: {Type: AWS::ApiGatewayV2::Api}
  Integration: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationUri: !GetAtt Function.Arn}}
  Function: {Type: AWS::Lambda::Function}
  Site: {Type: AWS::S3::Bucket}
  Edge:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins: [{DomainName: !GetAtt Site.RegionalDomainName}, {DomainName: !Sub "\${Api}.execute-api.eu-west-1.amazonaws.com"}]`,
    'Api -> Function (requests), Edge -> Api (requests), Edge -> Site (requests)',
  ],
  [
    'a load balancer, through its listener and target group, and a file system through its access point',
    `Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Balancer, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, LoadBalancers: [{TargetGroupArn: !Ref Targets}]}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Volumes: [{EFSVolumeConfiguration: {FilesystemId: !Select [0, [!Ref Files, !Ref Mount]]}}]}
  Files: {Type: AWS::EFS::FileSystem}
  Mount: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files}}`,
    'Balancer -> Service (requests), Files -> Service (mounted by)',
  ],
  [
    'a variable of the environment that names what no other arrow does',
    `Service: {Type: AWS::ECS::Service, Properties: {ServiceRegistries: [{RegistryArn: !GetAtt Discovery.Arn}]}}
  Discovery: {Type: AWS::ServiceDiscovery::Service}
  Function:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {ENDPOINT: !Sub "\${Discovery.Name}.internal:42000"}}}`,
    'Function -> Service (uses)',
  ],
  [
    'the way out of a private subnet',
    `Vpc: {Type: AWS::EC2::VPC}
  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Function: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref Private]}}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public}}
  Internet: {Type: AWS::EC2::InternetGateway}
  Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet}}
  PrivateTable: {Type: AWS::EC2::RouteTable}
  PublicTable: {Type: AWS::EC2::RouteTable}
  A: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref PrivateTable, SubnetId: !Ref Private}}
  B: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref PublicTable, SubnetId: !Ref Public}}
  C: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  D: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Internet}}`,
    'Function -> Nat (calls out), Nat -> Internet (calls out)',
  ],
]

/** What a role allows, as arrows: action, resource, arrow. */
const ALLOWED: readonly (readonly [string, string, string])[] = [
  ['s3:GetObject', '!Sub "${Bucket.Arn}/*"', 'Bucket -> Function (read by)'],
  ['s3:PutObject', '!Sub "${Bucket.Arn}/*"', 'Function -> Bucket (writes)'],
  ['s3:*', '!Sub "arn:aws:s3:::${Bucket}/*"', 'Bucket -> Function (read by), Function -> Bucket (writes)'],
  ['s3:ListBucket', '!GetAtt Bucket.Arn', ''],
  ['dynamodb:Query', '!GetAtt Table.Arn', 'Table -> Function (read by)'],
  ['DynamoDB:putitem', '!GetAtt Table.Arn', 'Function -> Table (writes)'],
  ['sqs:SendMessage', '!GetAtt Queue.Arn', 'Function -> Queue (messages)'],
  ['sns:Publish', '!Ref Topic', 'Function -> Topic (messages)'],
  ['s3:GetObject', '!GetAtt Queue.Arn', ''],
  ['s3:GetObject', '"*"', ''],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:jobs', 'Function -> Queue (messages)'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:job*', 'Function -> Queue (messages)'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:*', ''],
  ['s3:GetObject', 'arn:aws:s3:::elsewhere/*', 'outside__bucket_elsewhere -> Function (read by)'],
  ['secretsmanager:GetSecretValue', '!Ref Secret', 'Secret -> Function (read by)'],
]

describe('the diagram', () => {
  for (const [what, resources, expected] of TOLD) {
    it(`draws ${what}`, () => {
      assert.equal(arrowsOf(draw([planned('part', `Resources:\n  ${resources}`)])), expected)
    })
  }

  for (const [action, resource, expected] of ALLOWED) {
    it(`draws ${expected || 'nothing'} where a role allows ${action} on ${resource}`, () => {
      const stack = planned('part', template(`{Effect: Allow, Action: "${action}", Resource: ${resource}}`))

      assert.equal(arrowsOf(draw([stack])), expected)
    })
  }

  it('draws nothing that a role denies', () => {
    const stack = planned('part', template('{Effect: Deny, Action: "s3:PutObject", Resource: !Sub "${Bucket.Arn}/*"}'))

    assert.equal(arrowsOf(draw([stack])), '')
  })

  it('says once what a property and the right for it say', () => {
    const mapping = `  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Function}}`
    const stack = planned(
      'part',
      `${template('{Effect: Allow, Action: "sqs:*", Resource: !GetAtt Queue.Arn}')}\n${mapping}`,
    )

    assert.equal(arrowsOf(draw([stack])), 'Function -> Queue (messages), Queue -> Function (events)')
  })

  it('follows a role that another stack gives rights to', () => {
    const worker = planned(
      'worker',
      `Resources:\n  ${FUNCTION}\n  Role: {Type: AWS::IAM::Role}\nOutputs:\n  Role: {Value: !Ref Role}`,
    )
    const store = planned(
      'store',
      `Parameters: {RoleName: {Type: String}}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Rights:
    Type: AWS::IAM::RolePolicy
    Properties:
      RoleName: !Ref RoleName
      PolicyDocument: {Statement: [{Effect: Allow, Action: s3:PutObject, Resource: !Sub "\${Bucket.Arn}/*"}]}`,
      {RoleName: {part: 'worker', name: 'Role'}},
    )

    assert.equal(arrowsOf(draw([store, worker])), 'Function -> Bucket (writes)')
  })

  it('follows a value that is exported and imported', () => {
    const one = planned(
      'one',
      `Resources:\n  Topic: {Type: AWS::SNS::Topic}\nOutputs:\n  Arn: {Value: !Ref Topic, Export: {Name: !Sub "\${AWS::Region}-topic"}}`,
    )
    const two = planned(
      'two',
      `Resources:
  Queue: {Type: AWS::SQS::Queue}
  Mails: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !ImportValue eu-west-1-topic, Endpoint: !GetAtt Queue.Arn}}`,
    )

    assert.equal(arrowsOf(draw([one, two])), 'Topic -> Queue (messages)')
  })

  it('takes no name for the prefix of all names, whoever has it as an output', () => {
    const cluster = deployedStack(
      'cluster',
      'Resources:\n  Cluster: {Type: AWS::ECS::Cluster}\nOutputs:\n  Cluster: {Value: !Ref Cluster}',
      {},
      {Cluster: 'shop-dev'},
    )
    const queue = deployedStack(
      'queue',
      'Parameters: {Name: {Type: String}}\nResources:\n  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "${Name}-jobs"}}',
      {Name: 'shop-dev'},
    )

    assert.deepEqual(
      draw([cluster, queue]).nodes.map(({label}) => label),
      ['jobs'],
    )
  })

  it('leaves out what its condition does, with the arrows to it', () => {
    const text = `Parameters: {Mode: {Type: String}}
Conditions: {Keeps: !Equals [!Ref Mode, keep]}
Resources:
  Function: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {TargetArn: !If [Keeps, !GetAtt Queue.Arn, !Ref AWS::NoValue]}}}
  Queue: {Type: AWS::SQS::Queue, Condition: Keeps}`

    const [kept, dropped] = ['keep', 'drop'].map((Mode) => draw([planned('part', text, {Mode})]))

    assert.equal(arrowsOf(kept as Diagram), 'Function -> Queue (failed)')
    assert.deepEqual(
      dropped?.nodes.map(({id}) => id),
      ['part_Function'],
    )
    assert.deepEqual(dropped?.edges, [])
  })

  it('follows each of a list of parameters, and a condition on the whole of it', () => {
    const text = `Parameters: {To: {Type: CommaDelimitedList}}
Conditions: {Writes: !Not [!Equals [!Join ["", !Ref To], ""]]}
Resources:
  ${FUNCTION}
  Role: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: [{Effect: Allow, Action: "*", Resource: !Ref To}]}}]}}
  Failed: {Type: AWS::SQS::Queue, Condition: Writes}`
    const store = planned(
      'store',
      `Resources:\n  Table: {Type: AWS::DynamoDB::Table}\n  Topic: {Type: AWS::SNS::Topic}
Outputs:\n  Table: {Value: !GetAtt Table.Arn}\n  Topic: {Value: !Ref Topic}`,
    )
    const both = [
      {part: 'store', name: 'Table'},
      {part: 'store', name: 'Topic'},
    ]

    const [some, none] = [both, ''].map((To) => draw([planned('part', text, {To}), store]))

    assert.equal(
      arrowsOf(some as Diagram),
      'Function -> Table (writes), Function -> Topic (messages), Table -> Function (read by)',
    )
    assert.ok(some?.nodes.some(({logicalId}) => logicalId === 'Failed'))
    assert.deepEqual(none?.edges, [])
    assert.ok(!none?.nodes.some(({logicalId}) => logicalId === 'Failed'))
  })

  it('is drawn without a part that is missing', () => {
    const text = `Parameters: {Target: {Type: String}}
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Sends: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Endpoint: !Ref Target}}`

    const {nodes, edges} = draw([planned('part', text, {Target: {part: 'away', name: 'Arn'}})])

    assert.deepEqual([nodes.map(({id}) => id), edges], [['part_Topic'], []])
  })

  it('draws a type without a rule as a plain box, and counts what it leaves out', () => {
    const {nodes, leftOut} = draw([
      planned(
        'part',
        'Resources:\n  Hose: {Type: AWS::New::Thing}\n  Role: {Type: AWS::IAM::Role}\n  Made: {Type: Custom::Work}',
      ),
    ])

    assert.deepEqual(
      nodes.map(({kind, label}) => `${kind} ${label}`),
      ['other hose'],
    )
    assert.deepEqual(
      leftOut.map(({type, count}) => `${count} ${type}`),
      ['1 AWS::IAM::Role', '1 Custom::Work'],
    )
    assert.ok(leftOut.every(({reason}) => reason !== ''))
  })

  it('draws alarms and keys where all is asked for', () => {
    const text = `Resources:
  Stream: {Type: AWS::Kinesis::Stream}
  Busy: {Type: AWS::CloudWatch::Alarm, Properties: {Dimensions: [{Name: StreamName, Value: !Ref Stream}], AlarmActions: [!Ref Topic]}}
  Topic: {Type: AWS::SNS::Topic}
  Key: {Type: AWS::KMS::Key}`

    const [few, all] = [false, true].map((all) => draw([planned('part', text)], {all}))

    assert.deepEqual(
      few?.nodes.map(({logicalId}) => logicalId),
      ['Stream', 'Topic'],
    )
    assert.deepEqual(
      all?.nodes.map(({logicalId}) => logicalId),
      ['Busy', 'Key', 'Stream', 'Topic'],
    )
    assert.equal(arrowsOf(all), 'Busy -> Topic (alarms), Stream -> Busy (watched by)')
  })

  it('puts boxes into their subnet, those of several into the VPC, and frames parts of more than one box', () => {
    const network = planned(
      'network',
      `Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Two: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Empty: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref One}}
Outputs:
  One: {Value: !Ref One}
  Both: {Value: !Join [",", [!Ref One, !Ref Two]]}`,
    )
    const work = planned(
      'work',
      `Parameters: {One: {Type: String}, Both: {Type: CommaDelimitedList}}
Resources:
  Near: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref One]}}}
  Wide: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: !Ref Both}}}
  Broad: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: !Ref Both}}}
  Bucket: {Type: AWS::S3::Bucket}`,
      {One: {part: 'network', name: 'One'}, Both: {part: 'network', name: 'Both'}},
    )

    const {nodes, groups} = draw([network, work])

    assert.deepEqual(
      nodes.map(({logicalId, group}) => `${logicalId} in ${group}`),
      [
        'Nat in network_One',
        'Broad in network_Vpc__work',
        'Bucket in undefined',
        'Near in network_One',
        'Wide in network_Vpc__work',
      ],
    )
    assert.deepEqual(
      groups.map(({id, label, group}) => `${id} "${label}" in ${group}`),
      [
        'network_One "one" in network_Vpc',
        'network_Vpc "VPC 10.0.0.0/16" in undefined',
        'network_Vpc__work "work" in network_Vpc',
      ],
    )
  })

  it('labels boxes without what all names have in common, and ids nothing but letters, digits and underscores', () => {
    const text = `Resources:
  Named: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "shop-dev-files-\${AWS::Region}-\${AWS::AccountId}"}}
  Bucket: {Type: AWS::S3::Bucket}
  TrailBucket: {Type: AWS::S3::Bucket}`

    const {nodes} = draw([planned('my-part', text)])

    assert.deepEqual(
      nodes.map(({id, label}) => `${id} ${label}`),
      ['my_part_Bucket my-part', 'my_part_Named files', 'my_part_TrailBucket trail bucket'],
    )
  })
})

describe('the table of types', () => {
  it('is sorted', () => {
    const types = Object.keys(TYPE_RULES)

    assert.deepEqual(types, types.toSorted())
  })

  it('makes each type a box, a group, a piece, or leaves it out with a reason', () => {
    const without = Object.entries(TYPE_RULES).filter(
      ([, {kind, group, pieceOf, left}]) => !kind && !group && !pieceOf && !left,
    )

    assert.deepEqual(without, [])
    assert.ok(Object.values(TYPE_RULES).every(({kind}) => kind === undefined || kind in KINDS))
  })
})

function draw(stacks: readonly DrawnStack[], options?: DrawOptions): Diagram {
  return drawDiagram(stacks, PLACE, options)
}

function planned(part: string, text: string, parameters: Record<string, DrawnParameter> = {}): DrawnStack {
  return {part, name: `shop-dev-${part}`, template: parseTemplate(text, `${part}.yaml`), parameters, outputs: {}}
}

/** A function whose role has one statement, and what that may be about. */
function template(statement: string): string {
  return `Resources:
  ${FUNCTION}
  Role: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: [${statement}]}}]}}
  Bucket: {Type: AWS::S3::Bucket}
  Table: {Type: AWS::DynamoDB::Table}
  Topic: {Type: AWS::SNS::Topic}
  Secret: {Type: AWS::SecretsManager::Secret}
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}`
}

function arrowsOf({nodes, edges}: Diagram): string {
  const names = new Map(nodes.map(({id, logicalId = id}) => [id, logicalId]))
  return edges
    .map(({from, to, label}) => `${names.get(from)} -> ${names.get(to)} (${label})`)
    .toSorted()
    .join(', ')
}
