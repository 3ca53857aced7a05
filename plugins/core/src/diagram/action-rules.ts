import type {BoxKind} from './diagram-result.js'

/** What a role's action does to the data of a box. */
export interface ActionRule {
  readonly actions: readonly string[]
  /** `in`: data comes from the box; `out`: something goes to it. */
  readonly direction: 'in' | 'out'
  readonly label: string
}

/** How resources of a service are named by ARN: `name` is the first group. */
export interface ArnRule {
  readonly kind: BoxKind
  readonly name: RegExp
  /** Begin of its CloudFormation type, where other services have boxes of this kind too. */
  readonly type?: string
}

/** Prefix of IAM actions: what moves data. What only manages a resource is not here. */
export const ACTION_RULES: readonly ActionRule[] = [
  {actions: ['appconfig:GetConfiguration', 'appconfig:GetLatestConfiguration'], direction: 'in', label: 'configures'},
  {
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    direction: 'in',
    label: 'read by',
  },
  {actions: ['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], direction: 'out', label: 'writes'},
  {actions: ['ecs:RunTask'], direction: 'out', label: 'runs'},
  {actions: ['events:PutEvents'], direction: 'out', label: 'events'},
  {actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], direction: 'out', label: 'writes'},
  {actions: ['kinesis:GetRecords', 'kinesis:SubscribeToShard'], direction: 'in', label: 'read by'},
  {actions: ['kinesis:PutRecord', 'kinesis:PutRecords'], direction: 'out', label: 'writes'},
  {
    actions: ['lambda:InvokeAsync', 'lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'],
    direction: 'out',
    label: 'invokes',
  },
  {actions: ['s3:GetObject', 's3:GetObjectVersion'], direction: 'in', label: 'read by'},
  {actions: ['s3:PutObject'], direction: 'out', label: 'writes'},
  {actions: ['secretsmanager:GetSecretValue'], direction: 'in', label: 'read by'},
  {actions: ['sns:Publish'], direction: 'out', label: 'messages'},
  {actions: ['sqs:ReceiveMessage'], direction: 'in', label: 'messages'},
  {actions: ['sqs:SendMessage'], direction: 'out', label: 'messages'},
  {actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], direction: 'in', label: 'configures'},
  {actions: ['states:StartExecution', 'states:StartSyncExecution'], direction: 'out', label: 'starts'},
]

/** Service in an ARN: "Resource types defined by …" of the Service Authorization Reference. */
export const ARN_RULES: Readonly<Record<string, readonly ArnRule[]>> = {
  appconfig: [{kind: 'configuration', name: /^application\/([^/]+)/}],
  dynamodb: [{kind: 'table', name: /^table\/([^/]+)/}],
  ecs: [
    {kind: 'task', name: /^task-definition\/([^:]+)/},
    {kind: 'service', name: /^service\/(?:[^/]+\/)?([^/]+)/},
  ],
  elasticfilesystem: [{kind: 'filesystem', name: /^file-system\/(.+)/}],
  events: [{kind: 'topic', name: /^event-bus\/(.+)/, type: 'AWS::Events::'}],
  firehose: [{kind: 'stream', name: /^deliverystream\/(.+)/, type: 'AWS::KinesisFirehose::'}],
  kinesis: [{kind: 'stream', name: /^stream\/([^/]+)/, type: 'AWS::Kinesis::'}],
  lambda: [{kind: 'function', name: /^function:([^:/]+)/}],
  s3: [{kind: 'bucket', name: /^([^/]+)/}],
  secretsmanager: [{kind: 'secret', name: /^secret:(.+?)(?:-\?{6}|-\*)?$/}],
  sns: [{kind: 'topic', name: /^([^:]+)/, type: 'AWS::SNS::'}],
  sqs: [{kind: 'queue', name: /^(.+)/}],
  ssm: [{kind: 'configuration', name: /^parameter\/?(.+)/}],
  states: [{kind: 'state-machine', name: /^stateMachine:([^:]+)/}],
}
