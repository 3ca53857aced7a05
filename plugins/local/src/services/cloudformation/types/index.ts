import type {ResourceHandler} from '../handler.js'
import {asCloudFormation} from './as-cloudformation.js'

/** The types that are made for real, each by its service's own API. A service's SDK is loaded with its first resource. */
const loaders: Readonly<Record<string, () => Promise<ResourceHandler>>> = {
  'AWS::AppConfig::Application': async () => (await import('./app-config.js')).application,
  'AWS::AppConfig::ConfigurationProfile': async () => (await import('./app-config-profile.js')).configurationProfile,
  'AWS::AppConfig::Deployment': async () => (await import('./app-config-deployment.js')).deployment,
  'AWS::AppConfig::DeploymentStrategy': async () => (await import('./app-config.js')).deploymentStrategy,
  'AWS::AppConfig::Environment': async () => (await import('./app-config.js')).environment,
  'AWS::AppConfig::HostedConfigurationVersion': async () =>
    (await import('./app-config-profile.js')).hostedConfigurationVersion,
  'AWS::Backup::BackupVault': async () => (await import('./backup.js')).backupVault,
  'AWS::CloudTrail::Trail': async () => (await import('./cloudtrail.js')).trail,
  'AWS::CloudWatch::Dashboard': async () => (await import('./cloudwatch.js')).dashboard,
  'AWS::EC2::EIP': async () => (await import('./nat.js')).elasticIp,
  'AWS::EC2::InternetGateway': async () => (await import('./internet-gateway.js')).internetGateway,
  'AWS::EC2::NatGateway': async () => (await import('./nat.js')).natGateway,
  'AWS::EC2::Route': async () => (await import('./route.js')).route,
  'AWS::EC2::RouteTable': async () => (await import('./route.js')).routeTable,
  'AWS::EC2::SecurityGroup': async () => (await import('./security-group.js')).securityGroup,
  'AWS::EC2::SecurityGroupEgress': async () => (await import('./security-group-rules.js')).securityGroupEgress,
  'AWS::EC2::SecurityGroupIngress': async () => (await import('./security-group-rules.js')).securityGroupIngress,
  'AWS::EC2::Subnet': async () => (await import('./subnet.js')).subnet,
  'AWS::EC2::SubnetRouteTableAssociation': async () => (await import('./route.js')).subnetRouteTableAssociation,
  'AWS::EC2::VPC': async () => (await import('./vpc.js')).vpc,
  'AWS::EC2::VPCEndpoint': async () => (await import('./vpc-endpoint.js')).vpcEndpoint,
  'AWS::EC2::VPCGatewayAttachment': async () => (await import('./internet-gateway.js')).gatewayAttachment,
  'AWS::EC2::VPCPeeringConnection': async () => (await import('./peering.js')).peeringConnection,
  'AWS::ECR::Repository': async () => (await import('./ecr.js')).repository,
  'AWS::ECS::Cluster': async () => (await import('./ecs.js')).cluster,
  'AWS::ECS::Service': async () => (await import('./ecs-service.js')).service,
  'AWS::ECS::TaskDefinition': async () => (await import('./ecs.js')).taskDefinition,
  'AWS::EFS::AccessPoint': async () => (await import('./efs-access.js')).accessPoint,
  'AWS::EFS::FileSystem': async () => (await import('./efs.js')).fileSystem,
  'AWS::EFS::MountTarget': async () => (await import('./efs-access.js')).mountTarget,
  'AWS::Events::Rule': async () => (await import('./events.js')).rule,
  'AWS::IAM::ManagedPolicy': async () => (await import('./iam-managed-policy.js')).managedPolicy,
  'AWS::IAM::Policy': async () => (await import('./iam-policy.js')).policy,
  'AWS::IAM::Role': async () => (await import('./iam-role.js')).role,
  'AWS::IAM::RolePolicy': async () => (await import('./iam-policy.js')).rolePolicy,
  'AWS::Lambda::EventInvokeConfig': async () => (await import('./lambda-access.js')).eventInvokeConfig,
  'AWS::Lambda::EventSourceMapping': async () => (await import('./lambda-event-source.js')).eventSourceMapping,
  'AWS::Lambda::Function': async () => (await import('./lambda.js')).lambdaFunction,
  'AWS::Lambda::Permission': async () => (await import('./lambda-access.js')).permission,
  'AWS::Logs::LogGroup': async () => (await import('./logs.js')).logGroup,
  'AWS::Logs::MetricFilter': async () => (await import('./logs.js')).metricFilter,
  'AWS::S3::Bucket': async () => (await import('./s3.js')).bucket,
  'AWS::S3::BucketPolicy': async () => (await import('./s3.js')).bucketPolicy,
  'AWS::SQS::Queue': async () => (await import('./sqs.js')).queue,
  'AWS::SQS::QueuePolicy': async () => (await import('./sqs.js')).queuePolicy,
  'AWS::ServiceDiscovery::PrivateDnsNamespace': async () =>
    (await import('./service-discovery.js')).privateDnsNamespace,
  'AWS::ServiceDiscovery::Service': async () => (await import('./service-discovery.js')).discoveryService,
}

export const handlers: Readonly<Record<string, ResourceHandler>> = Object.fromEntries(
  Object.entries(loaders).map(([type, load]) => [type, asCloudFormation(type, load)]),
)
