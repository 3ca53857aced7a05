import assert from 'node:assert/strict'

import type {HandledResource, Properties} from '../handler.js'
import {loadAwsSpec} from '../spec/aws-spec.js'
import {handlers} from './index.js'
import {type Made, useLocalServices} from './local-services.test.fixture.js'

/** Attributes of AWS's data that nothing behind the local AWS has, each with the reason. */
const WITHOUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::EC2::VPC': {VpcEncryptionControl: 'VPC encryption controls do not exist in moto'},
  'AWS::EC2::Subnet': {
    OutpostArn: 'only on an Outpost',
    BlockPublicAccessStates: 'VPC Block Public Access does not exist in moto',
  },
  'AWS::Kinesis::Stream': {WarmThroughputObject: 'warm throughput does not exist in moto'},
  'AWS::S3::Bucket': {
    MetadataConfiguration: 'S3 Metadata does not exist in moto',
    MetadataTableConfiguration: 'S3 Metadata does not exist in moto',
  },
  'AWS::EC2::NatGateway': {
    AutoProvisionZones: 'regional NAT gateways do not exist in moto',
    AutoScalingIps: 'regional NAT gateways do not exist in moto',
    RouteTableId: 'regional NAT gateways do not exist in moto',
  },
}

type Resources = Record<string, Made>
type Stack = readonly (readonly [id: string, type: string, properties: (made: Resources) => Properties])[]

const TRUST = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'}],
}
const MAY_LOG = {
  Version: '2012-10-17',
  Statement: [{Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: 'arn:aws:logs:eu-west-1:123456789012:*'}],
}

/** One of each type, in an order that a graph of the references could give. */
const STACK: Stack = [
  ['Peered', 'AWS::EC2::VPC', () => ({CidrBlock: '10.0.0.0/16'})],
  ['Vpc', 'AWS::EC2::VPC', () => ({CidrBlock: '10.42.0.0/24'})],
  ['Subnet', 'AWS::EC2::Subnet', ({Vpc}) => ({VpcId: Vpc!.physicalId, CidrBlock: '10.42.0.0/25'})],
  ['Gateway', 'AWS::EC2::InternetGateway', () => ({})],
  [
    'Attachment',
    'AWS::EC2::VPCGatewayAttachment',
    ({Vpc, Gateway}) => ({VpcId: Vpc!.physicalId, InternetGatewayId: Gateway!.physicalId}),
  ],
  ['Address', 'AWS::EC2::EIP', () => ({Domain: 'vpc'})],
  [
    'Nat',
    'AWS::EC2::NatGateway',
    ({Subnet, Address}) => ({SubnetId: Subnet!.physicalId, AllocationId: Address!.attributes['AllocationId']}),
  ],
  ['Table', 'AWS::EC2::RouteTable', ({Vpc}) => ({VpcId: Vpc!.physicalId})],
  [
    'Route',
    'AWS::EC2::Route',
    ({Table, Nat}) => ({
      RouteTableId: Table!.physicalId,
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: Nat!.physicalId,
    }),
  ],
  [
    'Association',
    'AWS::EC2::SubnetRouteTableAssociation',
    ({Table, Subnet}) => ({RouteTableId: Table!.physicalId, SubnetId: Subnet!.physicalId}),
  ],
  [
    'Peering',
    'AWS::EC2::VPCPeeringConnection',
    ({Vpc, Peered}) => ({VpcId: Vpc!.physicalId, PeerVpcId: Peered!.physicalId}),
  ],
  [
    'Endpoint',
    'AWS::EC2::VPCEndpoint',
    ({Vpc, Table}) => ({
      VpcId: Vpc!.physicalId,
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      RouteTableIds: [Table!.physicalId],
    }),
  ],
  ['Group', 'AWS::EC2::SecurityGroup', ({Vpc}) => ({VpcId: Vpc!.physicalId, GroupDescription: 'server'})],
  [
    'In',
    'AWS::EC2::SecurityGroupIngress',
    ({Group}) => ({
      GroupId: Group!.physicalId,
      IpProtocol: 'tcp',
      FromPort: 42000,
      ToPort: 42000,
      SourceSecurityGroupId: Group!.physicalId,
    }),
  ],
  [
    'Out',
    'AWS::EC2::SecurityGroupEgress',
    ({Group}) => ({GroupId: Group!.physicalId, IpProtocol: '-1', CidrIp: '10.0.0.0/8'}),
  ],
  ['App', 'AWS::AppConfig::Application', () => ({Name: 'every'})],
  ['Prod', 'AWS::AppConfig::Environment', ({App}) => ({ApplicationId: App!.physicalId, Name: 'prod'})],
  [
    'Instant',
    'AWS::AppConfig::DeploymentStrategy',
    () => ({Name: 'Instant', DeploymentDurationInMinutes: 0, GrowthFactor: 100, ReplicateTo: 'NONE'}),
  ],
  [
    'Profile',
    'AWS::AppConfig::ConfigurationProfile',
    ({App}) => ({
      ApplicationId: App!.physicalId,
      Name: 'processor',
      LocationUri: 'hosted',
      KmsKeyIdentifier: 'arn:aws:kms:eu-west-1:123456789012:key/every',
    }),
  ],
  [
    'Version',
    'AWS::AppConfig::HostedConfigurationVersion',
    ({App, Profile}) => ({
      ApplicationId: App!.physicalId,
      ConfigurationProfileId: Profile!.physicalId,
      ContentType: 'application/json',
      Content: '{}',
    }),
  ],
  [
    'Release',
    'AWS::AppConfig::Deployment',
    ({App, Prod, Profile, Instant, Version}) => ({
      ApplicationId: App!.physicalId,
      EnvironmentId: Prod!.physicalId,
      ConfigurationProfileId: Profile!.physicalId,
      DeploymentStrategyId: Instant!.physicalId,
      ConfigurationVersion: Version!.physicalId,
    }),
  ],
  ['Vault', 'AWS::Backup::BackupVault', () => ({BackupVaultName: 'every'})],
  ['Files', 'AWS::EFS::FileSystem', () => ({Encrypted: true})],
  [
    'Target',
    'AWS::EFS::MountTarget',
    ({Files, Subnet, Group}) => ({
      FileSystemId: Files!.physicalId,
      SubnetId: Subnet!.physicalId,
      SecurityGroups: [Group!.physicalId],
    }),
  ],
  ['Access', 'AWS::EFS::AccessPoint', ({Files}) => ({FileSystemId: Files!.physicalId})],
  ['Namespace', 'AWS::ServiceDiscovery::PrivateDnsNamespace', ({Vpc}) => ({Name: 'every.local', Vpc: Vpc!.physicalId})],
  [
    'Name',
    'AWS::ServiceDiscovery::Service',
    ({Namespace}) => ({
      NamespaceId: Namespace!.physicalId,
      DnsConfig: {DnsRecords: [{Type: 'A', TTL: 5}]},
    }),
  ],
  ['Log', 'AWS::Logs::LogGroup', () => ({RetentionInDays: 14})],
  [
    'Metric',
    'AWS::Logs::MetricFilter',
    ({Log}) => ({
      LogGroupName: Log!.physicalId,
      FilterPattern: '',
      MetricTransformations: [{MetricName: 'rate', MetricNamespace: 'VAST', MetricValue: '1'}],
    }),
  ],
  ['Role', 'AWS::IAM::Role', () => ({AssumeRolePolicyDocument: TRUST})],
  ['Policy', 'AWS::IAM::Policy', ({Role}) => ({PolicyName: 'log', PolicyDocument: MAY_LOG, Roles: [Role!.physicalId]})],
  ['Managed', 'AWS::IAM::ManagedPolicy', ({Role}) => ({PolicyDocument: MAY_LOG, Roles: [Role!.physicalId]})],
  [
    'Issuer',
    'AWS::IAM::OIDCProvider',
    () => ({Url: 'https://tokens.example.com', ClientIdList: ['sts.amazonaws.com']}),
  ],
  [
    'RolePolicy',
    'AWS::IAM::RolePolicy',
    ({Role}) => ({PolicyName: 'more', PolicyDocument: MAY_LOG, RoleName: Role!.physicalId}),
  ],
  ['Queue', 'AWS::SQS::Queue', () => ({VisibilityTimeout: 360})],
  [
    'QueuePolicy',
    'AWS::SQS::QueuePolicy',
    ({Queue}) => ({Queues: [Queue!.physicalId], PolicyDocument: {Version: '2012-10-17', Statement: []}}),
  ],
  [
    'Rule',
    'AWS::Events::Rule',
    ({Queue}) => ({
      EventPattern: {source: ['aws.s3']},
      Targets: [{Id: 'queue', Arn: Queue!.attributes['Arn']}],
    }),
  ],
  ['Dashboard', 'AWS::CloudWatch::Dashboard', () => ({DashboardBody: '{"widgets": []}'})],
  ['Repository', 'AWS::ECR::Repository', () => ({})],
  ['Bucket', 'AWS::S3::Bucket', () => ({})],
  [
    'BucketPolicy',
    'AWS::S3::BucketPolicy',
    ({Bucket}) => ({Bucket: Bucket!.physicalId, PolicyDocument: {Version: '2012-10-17', Statement: []}}),
  ],
  ['Trail', 'AWS::CloudTrail::Trail', ({Bucket}) => ({S3BucketName: Bucket!.physicalId, IsLogging: true})],
  ['Cluster', 'AWS::ECS::Cluster', () => ({})],
  ['Task', 'AWS::ECS::TaskDefinition', () => ({ContainerDefinitions: [{Name: 'main', Image: 'vast', Memory: 128}]})],
  [
    'Service',
    'AWS::ECS::Service',
    ({Cluster, Task}) => ({Cluster: Cluster!.physicalId, TaskDefinition: Task!.physicalId, DesiredCount: 0}),
  ],
  [
    'Function',
    'AWS::Lambda::Function',
    ({Role}) => ({
      PackageType: 'Image',
      Code: {ImageUri: `127.0.0.1:5466/vast@sha256:${'a'.repeat(64)}`},
      Role: Role!.attributes['Arn'],
    }),
  ],
  [
    'Permission',
    'AWS::Lambda::Permission',
    ({Function: it}) => ({
      FunctionName: it!.physicalId,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
    }),
  ],
  [
    'Invoke',
    'AWS::Lambda::EventInvokeConfig',
    ({Function: it}) => ({FunctionName: it!.physicalId, Qualifier: '$LATEST', MaximumRetryAttempts: 0}),
  ],
  [
    'Mapping',
    'AWS::Lambda::EventSourceMapping',
    ({Function: it, Queue}) => ({FunctionName: it!.physicalId, EventSourceArn: Queue!.attributes['Arn'], BatchSize: 1}),
  ],
  ['Key', 'AWS::KMS::Key', () => ({EnableKeyRotation: true})],
  ['Alias', 'AWS::KMS::Alias', ({Key}) => ({AliasName: 'alias/every', TargetKeyId: Key!.physicalId})],
  ['Stream', 'AWS::Kinesis::Stream', () => ({ShardCount: 1})],
  [
    'Items',
    'AWS::DynamoDB::Table',
    () => ({
      AttributeDefinitions: [{AttributeName: 'PK', AttributeType: 'S'}],
      KeySchema: [{AttributeName: 'PK', KeyType: 'HASH'}],
      ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 5},
      StreamSpecification: {StreamViewType: 'NEW_AND_OLD_IMAGES'},
    }),
  ],
  [
    'Scaled',
    'AWS::ApplicationAutoScaling::ScalableTarget',
    ({Items}) => ({
      ResourceId: `table/${Items!.physicalId}`,
      ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
      ServiceNamespace: 'dynamodb',
      MinCapacity: 5,
      MaxCapacity: 10,
    }),
  ],
  [
    'Scaling',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    ({Scaled}) => ({
      PolicyName: 'read',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: Scaled!.physicalId,
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        PredefinedMetricSpecification: {PredefinedMetricType: 'DynamoDBReadCapacityUtilization'},
      },
    }),
  ],
  ['Topic', 'AWS::SNS::Topic', () => ({})],
  [
    'Subscription',
    'AWS::SNS::Subscription',
    ({Topic, Queue}) => ({TopicArn: Topic!.physicalId, Protocol: 'sqs', Endpoint: Queue!.attributes['Arn']}),
  ],
  [
    'TopicPolicy',
    'AWS::SNS::TopicPolicy',
    ({Topic}) => ({Topics: [Topic!.physicalId], PolicyDocument: {Version: '2012-10-17', Statement: []}}),
  ],
  [
    'Alarm',
    'AWS::CloudWatch::Alarm',
    ({Topic}) => ({
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      Threshold: 1,
      MetricName: 'IncomingRecords',
      Namespace: 'AWS/Kinesis',
      Period: 60,
      Statistic: 'Sum',
      AlarmActions: [Topic!.physicalId],
    }),
  ],
  ['Secret', 'AWS::SecretsManager::Secret', () => ({GenerateSecretString: {PasswordLength: 20}})],
  ['Account', 'AWS::ApiGateway::Account', () => ({})],
  ['Api', 'AWS::ApiGateway::RestApi', () => ({Name: 'every'})],
  [
    'Path',
    'AWS::ApiGateway::Resource',
    ({Api}) => ({
      RestApiId: Api!.physicalId,
      ParentId: Api!.attributes['RootResourceId'],
      PathPart: 'events',
    }),
  ],
  [
    'Validator',
    'AWS::ApiGateway::RequestValidator',
    ({Api}) => ({RestApiId: Api!.physicalId, Name: 'body', ValidateRequestBody: true}),
  ],
  [
    'Model',
    'AWS::ApiGateway::Model',
    ({Api}) => ({RestApiId: Api!.physicalId, Name: 'Event', Schema: {type: 'object'}}),
  ],
  [
    'Refusal',
    'AWS::ApiGateway::GatewayResponse',
    ({Api}) => ({RestApiId: Api!.physicalId, ResponseType: 'DEFAULT_4XX', StatusCode: '400'}),
  ],
  [
    'Method',
    'AWS::ApiGateway::Method',
    ({Api, Path, Function: it}) => ({
      RestApiId: Api!.physicalId,
      ResourceId: Path!.physicalId,
      HttpMethod: 'POST',
      AuthorizationType: 'AWS_IAM',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${String(it!.attributes['Arn'])}/invocations`,
      },
    }),
  ],
  ['Deployment', 'AWS::ApiGateway::Deployment', ({Api}) => ({RestApiId: Api!.physicalId})],
  [
    'Stage',
    'AWS::ApiGateway::Stage',
    ({Api, Deployment}) => ({
      RestApiId: Api!.physicalId,
      DeploymentId: Deployment!.physicalId,
      StageName: 'dev',
      MethodSettings: [{ResourcePath: '/*', HttpMethod: '*', MetricsEnabled: true}],
    }),
  ],
  ['ApiKey', 'AWS::ApiGateway::ApiKey', () => ({Enabled: true})],
  [
    'Plan',
    'AWS::ApiGateway::UsagePlan',
    ({Api, Stage}) => ({
      ApiStages: [{ApiId: Api!.physicalId, Stage: Stage!.physicalId}],
      Quota: {Limit: 10, Period: 'DAY'},
    }),
  ],
  [
    'PlanKey',
    'AWS::ApiGateway::UsagePlanKey',
    ({ApiKey, Plan}) => ({KeyId: ApiKey!.physicalId, KeyType: 'API_KEY', UsagePlanId: Plan!.physicalId}),
  ],
]

describe('every handled type', function () {
  this.timeout(60_000)
  const services = useLocalServices()

  it('has each attribute that the data of AWS lists for it, is tagged again, and is deleted twice', async () => {
    const made: Resources = {}

    for (const [id, type, properties] of STACK)
      made[id] = await services().make(type, properties(made), {logicalId: id})
    const missing = await Promise.all(STACK.map(([id, type]) => missingAttributes(type, made[id]!)))
    for (const [id, type, properties] of STACK) {
      if (!NEVER_UPDATED.has(type)) await made[id]!.update(properties(made))
    }
    const reversed = [...STACK].reverse()
    for (const [id] of reversed) await made[id]!.delete()
    for (const [id] of reversed) await made[id]!.delete()

    assert.deepEqual(missing.flat(), [])
    assert.deepEqual([...new Set(STACK.map(([, type]) => type))].sort(), Object.keys(handlers).sort())
  })
})

/** Types without a property that AWS changes in place. */
const NEVER_UPDATED = new Set([
  'AWS::AppConfig::Deployment',
  'AWS::AppConfig::HostedConfigurationVersion',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::Lambda::Permission',
])

async function missingAttributes(type: string, {attributes}: HandledResource): Promise<string[]> {
  const spec = (await loadAwsSpec()).resource(type)!
  return Object.keys(spec.attributes)
    .filter((name) => attributes[name] === undefined && WITHOUT[type]?.[name.split('.')[0]!] === undefined)
    .map((name) => `${type} ${name}`)
}
