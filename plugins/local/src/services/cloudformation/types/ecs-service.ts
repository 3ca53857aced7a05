import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeServicesCommand,
  type Service,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagEcs} from './ecs-tags.js'
import {finishOrUndo} from './finish-or-undo.js'
import {HandlerFailure} from './handler-failure.js'
import {lowerFirstKeys} from './lower-first-keys.js'
import {lowerTags, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::ECS::Service: done when its tasks run and its rollout has come to the end, which a desired count of 0 is at once. */
export const service: ResourceHandler = {
  async create(properties, scope) {
    const ecs = await scope.clients.ecs()
    const serviceName = (properties['ServiceName'] as string | undefined) ?? scope.generatedName(255)
    const {service: made} = await ecs.send(
      new CreateServiceCommand({
        ...serviceInput<CreateServiceCommandInput>(properties),
        serviceName,
        // "The default value is 1" (docs: AWS::ECS::Service, DesiredCount); a daemon takes none.
        ...(properties['SchedulingStrategy'] !== 'DAEMON' && {
          desiredCount: (properties['DesiredCount'] as number | undefined) ?? 1,
        }),
        tags: lowerTags(tagsOf(properties, scope)),
      }),
    )
    const arn = made!.serviceArn!
    return finishOrUndo(
      async () => {
        await steady(made!, properties, scope)
        return {physicalId: arn, attributes: {ServiceArn: arn, Name: serviceName}}
      },
      () => remove(arn, properties, scope),
    )
  },

  async update(current, next, previous, scope) {
    const ecs = await scope.clients.ecs()
    const removed = Object.keys(WITHOUT_PROPERTY).filter((name) => name in previous && !(name in next))
    const reset = Object.fromEntries(removed.map((name) => [name, WITHOUT_PROPERTY[name]]))
    const {desiredCount, ...input} = serviceInput<UpdateServiceCommandInput>({...reset, ...next})
    const {service: updated} = await ecs.send(
      new UpdateServiceCommand({
        ...input,
        service: current.physicalId,
        // Left out of the template, the count is whatever the service has been scaled to since.
        ...(desiredCount !== undefined && {desiredCount}),
        forceNewDeployment: wantsNewDeployment(next, previous),
      }),
    )
    await retagEcs(current.physicalId, next, scope)
    await steady(updated!, next, scope)
    return current
  },

  async delete({physicalId}, properties, scope) {
    await remove(physicalId, properties, scope)
  },
}

/** The SDK leaves out what the operation does not take. */
function serviceInput<Input>(properties: Properties): Input {
  return lowerFirstKeys<Input>(properties, {
    verbatim: ['Options'],
    renamed: {PlacementStrategies: 'placementStrategy'},
  })
}

/** UpdateService keeps what it is not sent: a property taken out of the template goes back to ECS's default. */
const WITHOUT_PROPERTY: Properties = {
  DeploymentConfiguration: {MaximumPercent: 200, MinimumHealthyPercent: 100},
  EnableECSManagedTags: false,
  EnableExecuteCommand: false,
  HealthCheckGracePeriodSeconds: 0,
  LoadBalancers: [],
  PlacementConstraints: [],
  PlacementStrategies: [],
  PlatformVersion: 'LATEST',
  PropagateTags: 'NONE',
  ServiceRegistries: [],
  VolumeConfigurations: [],
}

/** A new nonce asks for a deployment of an unchanged service. */
function wantsNewDeployment(next: Properties, previous: Properties): boolean {
  type Force = {EnableForceNewDeployment?: boolean; ForceNewDeploymentNonce?: string} | undefined
  const [wanted, had] = [next['ForceNewDeployment'] as Force, previous['ForceNewDeployment'] as Force]
  return wanted?.EnableForceNewDeployment === true && wanted.ForceNewDeploymentNonce !== had?.ForceNewDeploymentNonce
}

/** As many as wanted run, of the newest deployment alone; a rollout that ECS gives up is a failure. */
async function steady({serviceArn: arn = '', deployments}: Service, properties: Properties, scope: HandlerScope) {
  const ours = deployments?.[0]?.id
  await waitUntil(`service ${arn} did not reach a steady state`, async () => {
    const found = await find(arn, properties, scope)
    const deployment = found?.deployments?.find(({id}) => id === ours)
    if (!deployment || deployment.rolloutState === 'FAILED')
      throw new HandlerFailure(
        'GeneralServiceException',
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
      )
    const isOver = deployment.rolloutState === 'COMPLETED' && found?.deployments?.length === 1
    return isOver && found.runningCount === found.desiredCount ? true : undefined
  })
}

/** CloudFormation scales a service to 0 before it deletes it; `force` says the same to ECS. */
async function remove(arn: string, properties: Properties, scope: HandlerScope): Promise<void> {
  const ecs = await scope.clients.ecs()
  const found = await find(arn, properties, scope)
  if (found === undefined || found.status === 'INACTIVE') return

  const cluster = clusterOf(properties)
  if (found.schedulingStrategy !== 'DAEMON') {
    await unlessGone(() => ecs.send(new UpdateServiceCommand({cluster, service: arn, desiredCount: 0})))
  }
  await unlessGone(() => ecs.send(new DeleteServiceCommand({cluster, service: arn, force: true})))
  await waitUntil(`service ${arn} is still draining`, async () => {
    const status = (await find(arn, properties, scope))?.status ?? 'INACTIVE'
    return status === 'INACTIVE' ? true : undefined
  })
}

async function find(arn: string, properties: Properties, scope: HandlerScope): Promise<Service | undefined> {
  const ecs = await scope.clients.ecs()
  const command = new DescribeServicesCommand({cluster: clusterOf(properties), services: [arn]})
  return (await unlessGone(() => ecs.send(command)))?.services?.[0]
}

function clusterOf({Cluster}: Properties): string | undefined {
  return Cluster as string | undefined
}
