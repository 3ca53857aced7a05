import type {ServiceClients} from './clients.js'

export interface ClientsInput {
  /** The local AWS's own front: `http://127.0.0.1:4566`. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Clients of one region; an SDK package is loaded when the first stack needs its service. */
export function createClients({endpoint, region, accessKeyId, secretAccessKey}: ClientsInput): ServiceClients {
  // The other end is this machine: a second attempt would only hide the first answer.
  const config = {endpoint, region, credentials: {accessKeyId, secretAccessKey}, maxAttempts: 1}

  return {
    appConfig: once(async () => new (await import('@aws-sdk/client-appconfig')).AppConfigClient(config)),
    apiGateway: once(async () => new (await import('@aws-sdk/client-api-gateway')).APIGatewayClient(config)),
    applicationAutoScaling: once(
      async () => new (await import('@aws-sdk/client-application-auto-scaling')).ApplicationAutoScalingClient(config),
    ),
    backup: once(async () => new (await import('@aws-sdk/client-backup')).BackupClient(config)),
    cloudTrail: once(async () => new (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient(config)),
    cloudWatch: once(async () => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(config)),
    dynamoDB: once(async () => new (await import('@aws-sdk/client-dynamodb')).DynamoDBClient(config)),
    dynamoDBStreams: once(
      async () => new (await import('@aws-sdk/client-dynamodb-streams')).DynamoDBStreamsClient(config),
    ),
    ec2: once(async () => new (await import('@aws-sdk/client-ec2')).EC2Client(config)),
    ecr: once(async () => new (await import('@aws-sdk/client-ecr')).ECRClient(config)),
    ecs: once(async () => new (await import('@aws-sdk/client-ecs')).ECSClient(config)),
    efs: once(async () => new (await import('@aws-sdk/client-efs')).EFSClient(config)),
    events: once(async () => new (await import('@aws-sdk/client-eventbridge')).EventBridgeClient(config)),
    iam: once(async () => new (await import('@aws-sdk/client-iam')).IAMClient(config)),
    // The SDK calls Kinesis by HTTP/2, which needs TLS.
    kinesis: once(async () => {
      const {NodeHttpHandler} = await import('@smithy/node-http-handler')
      const {KinesisClient} = await import('@aws-sdk/client-kinesis')
      return new KinesisClient({...config, requestHandler: new NodeHttpHandler()})
    }),
    kms: once(async () => new (await import('@aws-sdk/client-kms')).KMSClient(config)),
    lambda: once(async () => new (await import('@aws-sdk/client-lambda')).LambdaClient(config)),
    logs: once(async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient(config)),
    // A bucket's name in front of the host is a name of AWS's own.
    s3: once(async () => new (await import('@aws-sdk/client-s3')).S3Client({...config, forcePathStyle: true})),
    secretsManager: once(
      async () => new (await import('@aws-sdk/client-secrets-manager')).SecretsManagerClient(config),
    ),
    serviceDiscovery: once(
      async () => new (await import('@aws-sdk/client-servicediscovery')).ServiceDiscoveryClient(config),
    ),
    sns: once(async () => new (await import('@aws-sdk/client-sns')).SNSClient(config)),
    sqs: once(async () => new (await import('@aws-sdk/client-sqs')).SQSClient(config)),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
