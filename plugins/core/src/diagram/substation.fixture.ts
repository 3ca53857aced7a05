import {parseTemplate} from '../template/parse-template.js'
import type {DrawnPlace, DrawnStack} from './drawn-stack.js'

export const PLACE: DrawnPlace = {app: 'substation', stage: 'dev', region: 'eu-west-1', accountId: '123456789012'}

const NAME = 'substation-dev'
const REST = 'eu-west-1:123456789012'

/** A stack as CloudFormation tells of it: parameters and outputs are text, and every resource has a physical id. */
export function deployedStack(
  part: string,
  text: string,
  parameters: Record<string, string> = {},
  outputs: Record<string, string> = {},
  physicalIds: Record<string, string> = {},
): DrawnStack {
  const template = parseTemplate(text, `${part}.yaml`)
  const made = [...template.resources.keys()].map((id): [string, string] => [id, `${NAME}-${part}-${id}-1A2B3C`])
  return {
    part,
    name: `${NAME}-${part}`,
    template,
    parameters,
    outputs,
    physicalIds: {...Object.fromEntries(made), ...physicalIds},
  }
}

/** The example pipeline of Substation's seed, as a stack for each box of its drawing. */
export function substation(): DrawnStack[] {
  return [
    deployedStack('bootstrap', BOOTSTRAP, {Name: NAME}, {KeyArn: `arn:aws:kms:${REST}:key/11-22`}),
    stream('raw'),
    stream('processed'),
    deployedStack(
      'bucket-source',
      BUCKET,
      {BucketName: bucketName('source'), FunctionArn: functionArn('s3-source')},
      {Bucket: bucketName('source')},
      {Bucket: bucketName('source')},
    ),
    bucket('raw'),
    bucket('processed'),
    deployedStack('table-events', TABLE, {Name: NAME}, {TableName: `${NAME}-events`}, {Table: `${NAME}-events`}),
    lambda('s3-source', {ReadArns: `arn:aws:s3:::${bucketName('source')}/*`, WriteArns: streamArn('raw')}),
    lambda('gateway-source', {WriteArns: streamArn('raw')}),
    lambda('processor', {
      SourceArn: streamArn('raw'),
      WriteArns: streamArn('processed'),
      InvokeArns: `arn:aws:lambda:${REST}:function:${NAME}-enrichment`,
    }),
    lambda('enrichment', {}),
    lambda('raw-s3-sink', {SourceArn: streamArn('raw'), WriteArns: `arn:aws:s3:::${bucketName('raw')}/*`}),
    lambda('processed-s3-sink', {
      SourceArn: streamArn('processed'),
      WriteArns: `arn:aws:s3:::${bucketName('processed')}/*`,
    }),
    lambda('dynamodb-sink', {
      SourceArn: streamArn('processed'),
      WriteArns: `arn:aws:dynamodb:${REST}:table/${NAME}-events`,
    }),
    deployedStack(
      'gateway-lambda',
      GATEWAY,
      {Name: NAME, FunctionArn: functionArn('gateway-source')},
      {},
      {Api: 'a1b2c3'},
    ),
    deployedStack('gateway-kinesis', GATEWAY_KINESIS, {Name: NAME, Stream: `${NAME}-raw`}, {}, {Api: 'd4e5f6'}),
    deployedStack('autoscaling', AUTOSCALING, {Name: NAME, Stream: `${NAME}-raw`}),
  ]
}

const bucketName = (name: string) => `${NAME}-${name}-${REST.replace(':', '-')}`
const functionArn = (name: string) => `arn:aws:lambda:${REST}:function:${NAME}-${name}`
const streamArn = (name: string) => `arn:aws:kinesis:${REST}:stream/${NAME}-${name}`

function stream(name: string): DrawnStack {
  const outputs = {StreamName: `${NAME}-${name}`, StreamArn: streamArn(name)}
  return deployedStack(`stream-${name}`, STREAM, {Name: NAME, Member: name}, outputs, {Stream: `${NAME}-${name}`})
}

function bucket(name: string): DrawnStack {
  const parameters = {BucketName: bucketName(name), FunctionArn: ''}
  return deployedStack(`bucket-${name}`, BUCKET, parameters, {Bucket: bucketName(name)}, {Bucket: bucketName(name)})
}

function lambda(name: string, rights: Record<string, string>): DrawnStack {
  const none = {SourceArn: '', ReadArns: '', WriteArns: '', InvokeArns: ''}
  const outputs = {FunctionName: `${NAME}-${name}`, FunctionArn: functionArn(name)}
  const parameters = {Name: NAME, Member: name, ...none, ...rights}
  return deployedStack(`function-${name}`, FUNCTION, parameters, outputs, {Function: `${NAME}-${name}`})
}

const BOOTSTRAP = `Parameters: {Name: {Type: String}}
Resources:
  Key: {Type: AWS::KMS::Key}
  Application: {Type: AWS::AppConfig::Application, Properties: {Name: !Ref Name}}
  Production: {Type: AWS::AppConfig::Environment, Properties: {ApplicationId: !Ref Application, Name: prod}}
  Repository: {Type: AWS::ECR::Repository, Properties: {RepositoryName: !Sub "\${Name}/substation"}}
Outputs:
  KeyArn: {Value: !GetAtt Key.Arn}
`

const STREAM = `Parameters: {Name: {Type: String}, Member: {Type: String}}
Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: !Sub "\${Name}-\${Member}", ShardCount: 1}}
  Upscale:
    Type: AWS::CloudWatch::Alarm
    Properties: {Dimensions: [{Name: StreamName, Value: !Ref Stream}]}
Outputs:
  StreamName: {Value: !Ref Stream}
  StreamArn: {Value: !GetAtt Stream.Arn}
`

const BUCKET = `Parameters: {BucketName: {Type: String}, FunctionArn: {Type: String}}
Conditions:
  Notifies: !Not [!Equals [!Ref FunctionArn, ""]]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref BucketName
      NotificationConfiguration: !If
        - Notifies
        - LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !Ref FunctionArn}]
        - !Ref AWS::NoValue
  Permission:
    Type: AWS::Lambda::Permission
    Condition: Notifies
    Properties: {FunctionName: !Ref FunctionArn, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com}
Outputs:
  Bucket: {Value: !Ref Bucket}
`

const TABLE = `Parameters: {Name: {Type: String}}
Resources:
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub "\${Name}-events"}}
Outputs:
  TableName: {Value: !Ref Table}
`

const FUNCTION = `Parameters:
  Name: {Type: String}
  Member: {Type: String}
  SourceArn: {Type: String}
  ReadArns: {Type: CommaDelimitedList}
  WriteArns: {Type: CommaDelimitedList}
  InvokeArns: {Type: CommaDelimitedList}
Conditions:
  Mapped: !Not [!Equals [!Ref SourceArn, ""]]
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: !Sub "\${Name}-\${Member}"
      Role: !GetAtt Role.Arn
      Environment: {Variables: {SUBSTATION_CONFIG: "http://localhost:2772/applications/substation"}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Condition: Mapped
    Properties:
      EventSourceArn: !Ref SourceArn
      FunctionName: !Ref Function
      DestinationConfig: {OnFailure: {Destination: !GetAtt Failed.Arn}}
  Failed: {Type: AWS::SQS::Queue, Condition: Mapped, Properties: {QueueName: !Sub "\${Name}-\${Member}-failed"}}
  Log: {Type: AWS::Logs::LogGroup}
  Role: {Type: AWS::IAM::Role}
  Reads:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument:
        Statement:
          - {Effect: Allow, Action: [s3:GetObject, "kinesis:Get*"], Resource: !Split [",", !Join [",", [!Ref SourceArn, !Join [",", !Ref ReadArns]]]]}
  Writes:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument:
        Statement:
          - {Effect: Allow, Action: [s3:PutObject, "kinesis:Put*", dynamodb:PutItem], Resource: !Ref WriteArns}
          - {Effect: Allow, Action: lambda:InvokeFunction, Resource: !Ref InvokeArns}
          - {Effect: Allow, Action: "sqs:SendMessage", Resource: !If [Mapped, !GetAtt Failed.Arn, !Ref AWS::NoValue]}
          - {Effect: Allow, Action: "kinesis:*", Resource: "*"}
          - {Effect: Deny, Action: "s3:*", Resource: "arn:aws:s3:::elsewhere/*"}
Outputs:
  FunctionName: {Value: !Ref Function}
  FunctionArn: {Value: !GetAtt Function.Arn}
`

const GATEWAY = `Parameters: {Name: {Type: String}, FunctionArn: {Type: String}}
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: !Sub "\${Name}-lambda"}}
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      Integration:
        Type: AWS_PROXY
        Uri: !Sub "arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${FunctionArn}/invocations"
  Deployment: {Type: AWS::ApiGateway::Deployment, DependsOn: Post, Properties: {RestApiId: !Ref Api}}
  Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, DeploymentId: !Ref Deployment}}
`

const GATEWAY_KINESIS = `Parameters: {Name: {Type: String}, Stream: {Type: String}}
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: !Sub "\${Name}-kinesis"}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              Effect: Allow
              Action: kinesis:PutRecord
              Resource: !Sub "arn:\${AWS::Partition}:kinesis:\${AWS::Region}:\${AWS::AccountId}:stream/\${Stream}"
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      Integration:
        Type: AWS
        Uri: !Sub "arn:\${AWS::Partition}:apigateway:\${AWS::Region}:kinesis:action/PutRecord"
        Credentials: !GetAtt Role.Arn
`

const AUTOSCALING = `Parameters: {Name: {Type: String}, Stream: {Type: String}}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub "\${Name}-autoscaling"}}
  Function: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub "\${Name}-autoscaling", Role: !GetAtt Role.Arn}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyDocument: {Statement: [{Effect: Allow, Action: kinesis:UpdateShardCount, Resource: "*"}]}}]
  Subscription: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Endpoint: !GetAtt Function.Arn}}
`
