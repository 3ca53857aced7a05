import type {AppConfigClient} from '@aws-sdk/client-appconfig'
import type {BackupClient} from '@aws-sdk/client-backup'
import type {CloudTrailClient} from '@aws-sdk/client-cloudtrail'
import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch'
import type {CloudWatchLogsClient} from '@aws-sdk/client-cloudwatch-logs'
import type {EC2Client} from '@aws-sdk/client-ec2'
import type {ECRClient} from '@aws-sdk/client-ecr'
import type {ECSClient} from '@aws-sdk/client-ecs'
import type {EFSClient} from '@aws-sdk/client-efs'
import type {EventBridgeClient} from '@aws-sdk/client-eventbridge'
import type {IAMClient} from '@aws-sdk/client-iam'
import type {LambdaClient} from '@aws-sdk/client-lambda'
import type {S3Client} from '@aws-sdk/client-s3'
import type {ServiceDiscoveryClient} from '@aws-sdk/client-servicediscovery'
import type {SQSClient} from '@aws-sdk/client-sqs'

/** SDK clients that call the local AWS's own front, so that a stack sees exactly what the `aws` CLI sees. */
export interface ServiceClients {
  appConfig(): Promise<AppConfigClient>
  backup(): Promise<BackupClient>
  cloudTrail(): Promise<CloudTrailClient>
  cloudWatch(): Promise<CloudWatchClient>
  ec2(): Promise<EC2Client>
  ecr(): Promise<ECRClient>
  ecs(): Promise<ECSClient>
  efs(): Promise<EFSClient>
  events(): Promise<EventBridgeClient>
  iam(): Promise<IAMClient>
  lambda(): Promise<LambdaClient>
  logs(): Promise<CloudWatchLogsClient>
  s3(): Promise<S3Client>
  serviceDiscovery(): Promise<ServiceDiscoveryClient>
  sqs(): Promise<SQSClient>
}
