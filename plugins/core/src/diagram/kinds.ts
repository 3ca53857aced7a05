import type {BoxKind} from './diagram-result.js'

export type Shape = 'box' | 'cylinder' | 'pipe' | 'hexagon' | 'round'

/** The colour of a box. */
export type Family = 'compute' | 'storage' | 'messages' | 'entry' | 'network' | 'operation'

export interface KindLook {
  readonly title: string
  readonly shape: Shape
  readonly family: Family
}

export const KINDS: Readonly<Record<BoxKind, KindLook>> = {
  alarm: {title: 'Alarm', shape: 'box', family: 'operation'},
  balancer: {title: 'Load balancer', shape: 'hexagon', family: 'entry'},
  bucket: {title: 'S3 bucket', shape: 'cylinder', family: 'storage'},
  configuration: {title: 'Configuration', shape: 'box', family: 'operation'},
  dashboard: {title: 'Dashboard', shape: 'box', family: 'operation'},
  database: {title: 'Database', shape: 'cylinder', family: 'storage'},
  directory: {title: 'User pool', shape: 'box', family: 'entry'},
  distribution: {title: 'CloudFront', shape: 'hexagon', family: 'entry'},
  endpoint: {title: 'VPC endpoint', shape: 'round', family: 'network'},
  filesystem: {title: 'File system', shape: 'cylinder', family: 'storage'},
  function: {title: 'Lambda function', shape: 'box', family: 'compute'},
  gateway: {title: 'API gateway', shape: 'hexagon', family: 'entry'},
  instance: {title: 'EC2 instance', shape: 'box', family: 'compute'},
  internet: {title: 'Internet gateway', shape: 'round', family: 'network'},
  key: {title: 'KMS key', shape: 'box', family: 'operation'},
  nat: {title: 'NAT gateway', shape: 'round', family: 'network'},
  other: {title: 'Other', shape: 'box', family: 'operation'},
  peering: {title: 'Peering', shape: 'round', family: 'network'},
  queue: {title: 'SQS queue', shape: 'pipe', family: 'messages'},
  repository: {title: 'Image repository', shape: 'cylinder', family: 'operation'},
  rule: {title: 'Event rule', shape: 'hexagon', family: 'messages'},
  secret: {title: 'Secret', shape: 'box', family: 'operation'},
  service: {title: 'ECS service', shape: 'box', family: 'compute'},
  'state-machine': {title: 'State machine', shape: 'box', family: 'compute'},
  stream: {title: 'Stream', shape: 'pipe', family: 'messages'},
  table: {title: 'DynamoDB table', shape: 'cylinder', family: 'storage'},
  task: {title: 'ECS task', shape: 'box', family: 'compute'},
  topic: {title: 'Topic', shape: 'pipe', family: 'messages'},
  trail: {title: 'CloudTrail', shape: 'hexagon', family: 'operation'},
  vault: {title: 'Backup vault', shape: 'cylinder', family: 'storage'},
  vpc: {title: 'VPC', shape: 'round', family: 'network'},
}

/** What the boxes of a family are, for a legend. */
export const FAMILIES: Readonly<Record<Family, string>> = {
  entry: 'way in',
  compute: 'works',
  messages: 'passes on',
  storage: 'keeps',
  network: 'network',
  operation: 'operation',
}
