import type {CloudWatchLogsClient} from '@aws-sdk/client-cloudwatch-logs'
import type {EC2Client} from '@aws-sdk/client-ec2'
import type {ECRClient} from '@aws-sdk/client-ecr'
import type {ECSClient} from '@aws-sdk/client-ecs'
import type {EFSClient} from '@aws-sdk/client-efs'
import type {IAMClient} from '@aws-sdk/client-iam'
import type {LambdaClient} from '@aws-sdk/client-lambda'
import type {ServiceDiscoveryClient} from '@aws-sdk/client-servicediscovery'

/** SDK clients that call the local AWS's own front, so that a stack sees exactly what the `aws` CLI sees. */
export interface ServiceClients {
  ec2(): Promise<EC2Client>
  ecr(): Promise<ECRClient>
  ecs(): Promise<ECSClient>
  efs(): Promise<EFSClient>
  iam(): Promise<IAMClient>
  lambda(): Promise<LambdaClient>
  logs(): Promise<CloudWatchLogsClient>
  serviceDiscovery(): Promise<ServiceDiscoveryClient>
}
