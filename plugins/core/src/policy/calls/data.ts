import {type CallTable, NO_RESOURCE} from '../call-row.js'
import type {PolicyVerb} from '../policy-result.js'

const BUCKET = ['{AWS::S3::Bucket}']
const OBJECT = ['{AWS::S3::Bucket}/*']
const EMPTIES: readonly PolicyVerb[] = ['deploy', 'destroy', 'operate']
const OPERATE: readonly PolicyVerb[] = ['operate']

/** Their own calls on data that is encrypted with a key of the app's: the service uses it for who calls. */
const KEY = {
  on: ['{AWS::KMS::Key}'],
  commands: OPERATE,
  tagged: 'resource',
} as const

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html, and "Required permissions for Amazon S3 API operations". */
export const s3Calls: CallTable = {
  HeadBucket: [
    {
      actions: ['s3:ListBucket'],
      on: ['s3:::{parameter:SourceBucket}'],
      commands: ['plan', 'deploy', 'operate'],
    },
  ],
  ListObjectsV2: {actions: ['s3:ListBucket'], on: BUCKET, commands: EMPTIES},
  ListObjectVersions: {actions: ['s3:ListBucketVersions'], on: BUCKET, commands: EMPTIES},
  DeleteObjects: {actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], on: OBJECT, commands: EMPTIES},
  GetObject: [
    {on: OBJECT, commands: OPERATE},
    {...KEY, actions: ['kms:Decrypt']},
  ],
  HeadObject: {actions: ['s3:GetObject'], on: OBJECT, commands: OPERATE},
  PutObject: [
    {on: OBJECT, commands: OPERATE},
    {...KEY, actions: ['kms:GenerateDataKey']},
  ],
  // The later parts of an encrypted upload are decrypted first.
  CreateMultipartUpload: [
    {actions: ['s3:PutObject'], on: OBJECT, commands: OPERATE},
    {...KEY, actions: ['kms:GenerateDataKey', 'kms:Decrypt']},
  ],
  UploadPart: {actions: ['s3:PutObject'], on: OBJECT, commands: OPERATE},
  CompleteMultipartUpload: {actions: ['s3:PutObject'], on: OBJECT, commands: OPERATE},
  AbortMultipartUpload: {on: OBJECT, commands: OPERATE},
}

const STREAM = ['{AWS::Kinesis::Stream}']

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html */
export const kinesisCalls: CallTable = {
  DescribeStreamSummary: {on: STREAM, commands: ['plan', 'deploy', 'operate']},
  ListShards: {on: STREAM, commands: OPERATE},
  ListTagsForStream: {on: STREAM, commands: OPERATE},
  GetShardIterator: {on: STREAM, commands: OPERATE},
  GetRecords: [
    {on: STREAM, commands: OPERATE},
    {...KEY, actions: ['kms:Decrypt']},
  ],
  PutRecords: [
    {on: STREAM, commands: OPERATE},
    {...KEY, actions: ['kms:GenerateDataKey']},
  ],
  // The Service Authorization Reference names no resource for it; Kinesis goes by the stream all the same.
  UpdateShardCount: {on: STREAM, commands: OPERATE},
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const dynamoDbCalls: CallTable = {
  DescribeTable: {on: ['{AWS::DynamoDB::Table}'], commands: ['plan', 'deploy', 'operate']},
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html; the key: "Key management" in the Amazon SQS guide. */
export const sqsCalls: CallTable = {
  SendMessageBatch: [
    {actions: ['sqs:SendMessage'], on: ['{AWS::SQS::Queue}'], commands: OPERATE},
    {...KEY, actions: ['kms:GenerateDataKey', 'kms:Decrypt']},
  ],
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html; the key: "Managing Amazon SNS encryption keys". */
export const snsCalls: CallTable = {
  PublishBatch: [
    {actions: ['sns:Publish'], on: ['{AWS::SNS::Topic}'], commands: OPERATE},
    {...KEY, actions: ['kms:GenerateDataKey', 'kms:Decrypt']},
  ],
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html; posting: "execute-api". */
export const apiGatewayCalls: CallTable = {
  GetApiKey: {
    actions: ['apigateway:GET'],
    on: ['apigateway:/apikeys/*'],
    commands: OPERATE,
    needs: 'AWS::ApiGateway::ApiKey',
    tagged: 'resource',
  },
  POST: {
    actions: ['execute-api:Invoke'],
    on: ['execute-api:*/events/POST/'],
    commands: OPERATE,
    needs: 'AWS::ApiGateway::RestApi',
    because: 'AWS makes the ids of APIs',
  },
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const lambdaCalls: CallTable = {
  GetFunction: {on: ['{AWS::Lambda::Function}'], commands: ['plan', 'deploy', 'destroy', 'operate']},
  Invoke: {actions: ['lambda:InvokeFunction'], on: ['{AWS::Lambda::Function}'], commands: OPERATE},
  GetLayerVersionByArn: {actions: ['lambda:GetLayerVersion'], on: ['{layer}'], commands: ['plan', 'deploy', 'operate']},
}

const GROUP = ['{AWS::Logs::LogGroup}']

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html. A deploy that fails shows the log of what failed. */
export const logsCalls: CallTable = {
  DescribeLogStreams: {on: GROUP, commands: ['deploy', 'operate']},
  GetLogEvents: {on: GROUP, commands: ['deploy', 'operate']},
  FilterLogEvents: {on: GROUP, commands: ['deploy', 'operate']},
  StartLiveTail: {on: GROUP, commands: OPERATE},
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const cloudWatchCalls: CallTable = {
  DescribeAlarms: {on: ['{AWS::CloudWatch::Alarm}'], commands: OPERATE},
  GetMetricData: {on: ['*'], commands: OPERATE, needs: 'AWS::Kinesis::Stream', because: NO_RESOURCE},
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html. X-Ray has one key for an account and region. */
export const xRayCalls: CallTable = {
  GetEncryptionConfig: {
    on: ['*'],
    commands: ['plan', 'deploy', 'destroy', 'operate'],
    needs: 'trace key',
    because: NO_RESOURCE,
  },
  PutEncryptionConfig: [
    {on: ['*'], commands: ['deploy', 'destroy'], needs: 'trace key', because: NO_RESOURCE},
    // "Encryption" in the X-Ray developer guide.
    {
      actions: ['kms:CreateGrant', 'kms:DescribeKey'],
      on: ['{AWS::KMS::Key}'],
      commands: ['deploy', 'destroy'],
      needs: 'trace key',
      tagged: 'resource',
    },
  ],
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html: AWS asks for no permission. */
export const stsCalls: CallTable = {
  GetCallerIdentity: {actions: [], on: ['*'], commands: ['plan', 'deploy', 'destroy', 'operate']},
}
