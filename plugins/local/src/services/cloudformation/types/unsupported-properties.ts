import type {Properties} from '../handler.js'
import {HandlerFailure} from './handler-failure.js'

/** A property that nothing behind the local AWS would keep fails its resource; silence would look like success. */
export function refuseUnsupported(type: string, properties: Properties): void {
  const found = UNSUPPORTED[type]?.filter((name) => properties[name] !== undefined) ?? []
  if (found.length === 0) return
  throw new HandlerFailure('InvalidRequest', `the local AWS does not make ${found.join(', ')} of ${type}`)
}

const UNSUPPORTED: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::ApiKey': ['GenerateDistinctId', 'StageKeys'],
  'AWS::ApiGateway::Deployment': ['DeploymentCanarySettings', 'StageDescription'],
  'AWS::ApiGateway::RestApi': [
    'Body',
    'BodyS3Location',
    'CloneFrom',
    'EndpointAccessMode',
    'FailOnWarnings',
    'Mode',
    'Parameters',
    'SecurityPolicy',
  ],
  'AWS::ApiGateway::Stage': ['CacheClusterEnabled', 'CacheClusterSize', 'CanarySetting', 'ClientCertificateId'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['Tags'],
  'AWS::ApplicationAutoScaling::ScalingPolicy': ['PredictiveScalingPolicyConfiguration'],
  'AWS::Backup::BackupVault': ['AccessPolicy', 'EncryptionKeyArn', 'LockConfiguration', 'Notifications'],
  'AWS::CloudWatch::Alarm': ['EvaluationCriteria', 'EvaluationInterval', 'EvaluationWindow', 'WarmUpConfiguration'],
  'AWS::DynamoDB::Table': [
    'ContributorInsightsSpecification',
    'ImportSourceSpecification',
    'KinesisStreamSpecification',
    'ResourcePolicy',
    'VectorIndexes',
    'WarmThroughput',
  ],
  'AWS::EC2::EIP': ['TransferAddress'],
  'AWS::EC2::NatGateway': [
    'AvailabilityMode',
    'AvailabilityZoneAddresses',
    'MaxDrainDurationSeconds',
    'SecondaryAllocationIds',
    'SecondaryPrivateIpAddressCount',
    'SecondaryPrivateIpAddresses',
    'VpcId',
  ],
  'AWS::EC2::Subnet': [
    'EnableLniAtDeviceIndex',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
  ],
  'AWS::EC2::VPC': ['VpcEncryptionControl'],
  'AWS::EC2::VPCEndpoint': ['ResourceConfigurationArn', 'ServiceNetworkArn', 'ServiceRegion'],
  'AWS::EC2::VPCGatewayAttachment': ['VpnGatewayId'],
  'AWS::ECS::Service': ['Monitoring'],
  'AWS::EFS::FileSystem': ['FileSystemProtection', 'ReplicationConfiguration'],
  'AWS::Kinesis::Stream': ['MaxRecordSizeInKiB', 'WarmThroughputMiBps'],
  'AWS::Lambda::Function': [
    'CapacityProviderConfig',
    'CodeSigningConfigArn',
    'DurableConfig',
    'FunctionScalingConfig',
    'PublishToLatestPublished',
    'RecursiveLoop',
    'RuntimeManagementConfig',
    'TenancyConfig',
  ],
  'AWS::Logs::LogGroup': [
    'BearerTokenAuthenticationEnabled',
    'DeletionProtectionEnabled',
    'FieldIndexPolicies',
    'ResourcePolicyDocument',
  ],
  'AWS::S3::Bucket': [
    'AbacStatus',
    'AccelerateConfiguration',
    'AccessControl',
    'AnalyticsConfigurations',
    'BucketNamePrefix',
    'BucketNamespace',
    'CorsConfiguration',
    'IntelligentTieringConfigurations',
    'InventoryConfigurations',
    'LoggingConfiguration',
    'MetadataConfiguration',
    'MetadataTableConfiguration',
    'MetricsConfigurations',
    'ObjectLockConfiguration',
    'ObjectLockEnabled',
    'ReplicationConfiguration',
    'WebsiteConfiguration',
  ],
  'AWS::SNS::Subscription': ['ReplayPolicy'],
  'AWS::SNS::Topic': ['ArchivePolicy', 'DataProtectionPolicy', 'DeliveryStatusLogging', 'MaximumMessageSize'],
  'AWS::SecretsManager::Secret': ['ReplicaRegions', 'Type'],
  'AWS::ServiceDiscovery::Service': ['ServiceAttributes'],
}
