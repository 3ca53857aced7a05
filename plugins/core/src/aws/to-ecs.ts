import type {
  Container,
  ContainerDefinition,
  Deployment,
  NetworkConfiguration,
  Service,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs'

import type {EcsContainer, EcsDeployment, EcsService, EcsTask, EcsTaskDefinition} from '../ports/ecs.js'

export function toEcsService(service: Service): EcsService {
  return {
    arn: service.serviceArn ?? '',
    name: service.serviceName ?? '',
    cluster: service.clusterArn ?? '',
    status: service.status ?? '',
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    taskDefinition: service.taskDefinition ?? '',
    execEnabled: service.enableExecuteCommand ?? false,
    ...network(service.networkConfiguration),
    ...(service.launchType && {launchType: service.launchType}),
    deployments: (service.deployments ?? []).map(toDeployment),
    events: (service.events ?? []).map(({createdAt, message = ''}) => ({at: createdAt?.getTime() ?? 0, message})),
  }
}

function network({awsvpcConfiguration: vpc}: NetworkConfiguration = {}): Pick<EcsService, 'network'> {
  if (!vpc) return {}
  const {subnets = [], securityGroups, assignPublicIp} = vpc
  return {network: {subnets, ...(securityGroups && {securityGroups}), publicIp: assignPublicIp === 'ENABLED'}}
}

function toDeployment(deployment: Deployment): EcsDeployment {
  const {rolloutState, rolloutStateReason} = deployment
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? '',
    taskDefinition: deployment.taskDefinition ?? '',
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    ...(rolloutState && {rolloutState}),
    ...(rolloutStateReason && {rolloutStateReason}),
    createdAt: deployment.createdAt?.getTime() ?? 0,
    updatedAt: deployment.updatedAt?.getTime() ?? 0,
  }
}

export function toTask(task: Task): EcsTask {
  const {group, healthStatus, startedBy, stopCode, stoppedReason, startedAt, stoppedAt, platformVersion} = task
  const {sizeInGiB} = task.fargateEphemeralStorage ?? task.ephemeralStorage ?? {}
  return {
    arn: task.taskArn ?? '',
    taskDefinition: task.taskDefinitionArn ?? '',
    lastStatus: task.lastStatus ?? '',
    ...(group && {group}),
    ...(healthStatus && {healthStatus}),
    ...(startedBy && {startedBy}),
    ...(stopCode && {stopCode}),
    ...(stoppedReason && {stoppedReason}),
    createdAt: task.createdAt?.getTime() ?? 0,
    ...(startedAt && {startedAt: startedAt.getTime()}),
    ...(stoppedAt && {stoppedAt: stoppedAt.getTime()}),
    ...execAgent(task),
    execEnabled: task.enableExecuteCommand ?? false,
    ...(platformVersion && {platformVersion}),
    ...(sizeInGiB !== undefined && {ephemeralStorage: sizeInGiB}),
    containers: (task.containers ?? []).map(toContainer),
  }
}

function execAgent({containers = []}: Task): Pick<EcsTask, 'execAgent' | 'execAgentReason'> {
  const agents = containers.flatMap(({managedAgents = []}) => managedAgents)
  const {lastStatus, reason} = agents.find(({name}) => name === 'ExecuteCommandAgent') ?? {}
  return lastStatus ? {execAgent: lastStatus, ...(reason && {execAgentReason: reason})} : {}
}

function toContainer(container: Container): EcsContainer {
  const {imageDigest, lastStatus, exitCode, reason, healthStatus} = container
  return {
    name: container.name ?? '',
    image: container.image ?? '',
    ...(imageDigest && {imageDigest}),
    ...(lastStatus && {lastStatus}),
    ...(exitCode !== undefined && {exitCode}),
    ...(reason && {reason}),
    ...(healthStatus && {healthStatus}),
  }
}

export function toTaskDefinition(definition: TaskDefinition): EcsTaskDefinition {
  const {executionRoleArn, taskRoleArn, pidMode, ephemeralStorage, volumes = []} = definition
  return {
    arn: definition.taskDefinitionArn ?? '',
    family: definition.family ?? '',
    ...(executionRoleArn && {executionRole: executionRoleArn}),
    ...(taskRoleArn && {taskRole: taskRoleArn}),
    ...(pidMode && {pidMode}),
    ...(ephemeralStorage?.sizeInGiB !== undefined && {ephemeralStorage: ephemeralStorage.sizeInGiB}),
    volumes: volumes.map(({name = '', efsVolumeConfiguration: efs}) => ({
      name,
      ...(efs?.fileSystemId && {fileSystem: efs.fileSystemId}),
    })),
    containers: (definition.containerDefinitions ?? []).map(toContainerDefinition),
  }
}

function toContainerDefinition(container: ContainerDefinition): EcsTaskDefinition['containers'][number] {
  const {
    name = '',
    image = '',
    essential = true,
    healthCheck,
    entryPoint,
    logConfiguration,
    readonlyRootFilesystem,
  } = container
  return {
    name,
    image,
    essential,
    hasHealthCheck: healthCheck !== undefined,
    ...(entryPoint?.length && {entryPoint}),
    ...(readonlyRootFilesystem && {readOnlyRoot: true}),
    ...awslogs(logConfiguration),
  }
}

function awslogs(
  {logDriver, options = {}}: NonNullable<ContainerDefinition['logConfiguration']> | undefined = {logDriver: undefined},
) {
  const {'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': streamPrefix} = options
  if (logDriver !== 'awslogs' || !group) return {}
  return {logs: {group, ...(region && {region}), ...(streamPrefix && {streamPrefix})}}
}
