import type {EndingCall} from '../scenario.js'
import type {ResourceScene, ServiceScene, StackScene, TaskDefinitionScene} from '../scenes.js'
import type {Subject} from '../write/beats.js'

/** Stacks as `vast:deploy` names and tags them, so that the commands for VAST work on them. */
export function vastStack(part: string, scene: Omit<StackScene, 'name' | 'tags'> = {}): StackScene {
  return {
    name: `vast-dev-${part}`,
    tags: {'aws-stack:app': 'vast', 'aws-stack:stage': 'dev', 'aws-stack:part': part},
    ...scene,
  }
}

export const NETWORK = 'vast-dev-network'
export const SERVER = 'vast-dev-server'
export const CLIENT = 'vast-dev-client'

export const VPC: Subject = ['Vpc', 'AWS::EC2::VPC']
export const NAT_ADDRESS: Subject = ['NatAddress', 'AWS::EC2::EIP']
export const NAT_GATEWAY: Subject = ['NatGateway', 'AWS::EC2::NatGateway']
const CLUSTER: Subject = ['Cluster', 'AWS::ECS::Cluster']
export const TASK_DEFINITION: Subject = ['TaskDefinition', 'AWS::ECS::TaskDefinition']
export const SERVICE: Subject = ['Service', 'AWS::ECS::Service']
export const FUNCTION: Subject = ['Function', 'AWS::Lambda::Function']

export function resource([logicalId, type]: Subject, physicalId: string, status?: string): ResourceScene {
  return {logicalId, type, physicalId, ...(status && {status})}
}

export function taskDefinitionArn(revision: number): string {
  return `arn:aws:ecs:eu-west-1:123456789012:task-definition/vast-dev-server:${revision}`
}

/** The server's stack as a deploy of an hour ago left it. */
export const serverStack = vastStack('server', {
  status: 'CREATE_COMPLETE',
  outputs: {Cluster: 'vast-dev', Service: 'vast-dev-server', Endpoint: 'server.vast-dev.internal:42000'},
  resources: [
    resource(CLUSTER, 'vast-dev'),
    resource(TASK_DEFINITION, taskDefinitionArn(7)),
    resource(SERVICE, 'arn:aws:ecs:eu-west-1:123456789012:service/vast-dev/vast-dev-server'),
  ],
})

export const networkStack = vastStack('network', {
  status: 'CREATE_COMPLETE',
  outputs: {VpcId: 'vpc-0a1b2c3d4e5f60718', Cidr: '10.42.0.0/24', PrivateSubnetId: 'subnet-0a1b2c3d4e5f60718'},
  resources: [
    resource(VPC, 'vpc-0a1b2c3d4e5f60718'),
    resource(NAT_ADDRESS, '203.0.113.7'),
    resource(NAT_GATEWAY, 'nat-0a1b2c3d4e5f60718'),
  ],
})

export const LOG_GROUP = '/aws-stack/vast-dev/server'

/** Of a revision of the task definition: the digest of 7 is `sha256:777…`. */
export function imageOf(revision: number): string {
  return `123456789012.dkr.ecr.eu-west-1.amazonaws.com/vast-dev/server@sha256:${String(revision).repeat(64)}`
}

/** Revision 7 runs, revision 8 is deployed. */
export const taskDefinitions: readonly TaskDefinitionScene[] = [7, 8, 9].map((revision) => ({
  family: 'vast-dev-server',
  revision,
  containers: [{name: 'main', image: imageOf(revision), logs: {group: LOG_GROUP, prefix: 'server'}}],
}))

/** The server's service at rest, with one healthy task of revision 7. */
export const runningService: ServiceScene = {
  cluster: 'vast-dev',
  name: 'vast-dev-server',
  desiredCount: 1,
  deployments: [
    {
      id: 'ecs-svc/0000000000000000007',
      taskDefinition: 'vast-dev-server:7',
      desiredCount: 1,
      runningCount: 1,
      rolloutState: 'COMPLETED',
      rolloutStateReason: 'ECS deployment ecs-svc/0000000000000000007 completed.',
    },
  ],
  serviceDeployments: [
    {id: 'sd7', status: 'SUCCESSFUL', targetRevision: '7', createdAt: -3_600_000, finishedAt: -3_500_000},
  ],
  tasks: [
    {
      id: '70000000000000000000000000000001',
      taskDefinition: 'vast-dev-server:7',
      startedBy: 'ecs-svc/0000000000000000007',
      lastStatus: 'RUNNING',
      healthStatus: 'HEALTHY',
      containers: [{name: 'main', image: imageOf(7), imageDigest: `sha256:${'7'.repeat(64)}`, healthStatus: 'HEALTHY'}],
    },
  ],
}

/** The calls of a deploy on one stack. */
export function deployed(stack: string): EndingCall[] {
  return [
    {operation: 'CreateChangeSet', stack},
    {operation: 'ExecuteChangeSet', stack},
  ]
}

export function executing(stack: string) {
  return {operation: 'ExecuteChangeSet', stack}
}
