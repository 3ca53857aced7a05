import type {AppConfigClient} from '@aws-sdk/client-appconfig'
import type {APIGatewayClient} from '@aws-sdk/client-api-gateway'
import type {ApplicationAutoScalingClient} from '@aws-sdk/client-application-auto-scaling'
import type {BackupClient} from '@aws-sdk/client-backup'
import type {CloudTrailClient} from '@aws-sdk/client-cloudtrail'
import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch'
import type {CloudWatchLogsClient} from '@aws-sdk/client-cloudwatch-logs'
import type {DynamoDBClient} from '@aws-sdk/client-dynamodb'
import type {DynamoDBStreamsClient} from '@aws-sdk/client-dynamodb-streams'
import type {EC2Client} from '@aws-sdk/client-ec2'
import type {ECRClient} from '@aws-sdk/client-ecr'
import type {ECSClient} from '@aws-sdk/client-ecs'
import type {EFSClient} from '@aws-sdk/client-efs'
import type {EventBridgeClient} from '@aws-sdk/client-eventbridge'
import type {IAMClient} from '@aws-sdk/client-iam'
import type {KinesisClient} from '@aws-sdk/client-kinesis'
import type {KMSClient} from '@aws-sdk/client-kms'
import type {LambdaClient} from '@aws-sdk/client-lambda'
import type {S3Client} from '@aws-sdk/client-s3'
import type {SecretsManagerClient} from '@aws-sdk/client-secrets-manager'
import type {ServiceDiscoveryClient} from '@aws-sdk/client-servicediscovery'
import type {SNSClient} from '@aws-sdk/client-sns'
import type {SQSClient} from '@aws-sdk/client-sqs'

/** SDK clients that call the local AWS's own front, so that a stack sees exactly what the `aws` CLI sees. */
export interface ServiceClients {
  appConfig(): Promise<AppConfigClient>
  apiGateway(): Promise<APIGatewayClient>
  applicationAutoScaling(): Promise<ApplicationAutoScalingClient>
  backup(): Promise<BackupClient>
  cloudTrail(): Promise<CloudTrailClient>
  cloudWatch(): Promise<CloudWatchClient>
  dynamoDB(): Promise<DynamoDBClient>
  dynamoDBStreams(): Promise<DynamoDBStreamsClient>
  ec2(): Promise<EC2Client>
  ecr(): Promise<ECRClient>
  ecs(): Promise<ECSClient>
  efs(): Promise<EFSClient>
  events(): Promise<EventBridgeClient>
  iam(): Promise<IAMClient>
  kinesis(): Promise<KinesisClient>
  kms(): Promise<KMSClient>
  lambda(): Promise<LambdaClient>
  logs(): Promise<CloudWatchLogsClient>
  s3(): Promise<S3Client>
  secretsManager(): Promise<SecretsManagerClient>
  serviceDiscovery(): Promise<ServiceDiscoveryClient>
  sns(): Promise<SNSClient>
  sqs(): Promise<SQSClient>
}
