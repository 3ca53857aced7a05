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
import {lowerFirstKeys} from './lower-first-keys.js'
import {lowerTags, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/**
 * AWS::ECS::Service. CloudFormation waits for a steady state, that is running = desired. Behind the local AWS no task
 * ever runs (moto counts only), so here a service is done when it is ACTIVE, whatever its desired count.
 */
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
        await active(arn, properties, scope)
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
    await ecs.send(
      new UpdateServiceCommand({
        ...input,
        service: current.physicalId,
        // Left out of the template, the count is whatever the service has been scaled to since.
        ...(desiredCount !== undefined && {desiredCount}),
        forceNewDeployment: wantsNewDeployment(next, previous),
      }),
    )
    await retagEcs(current.physicalId, next, scope)
    await active(current.physicalId, next, scope)
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

async function active(arn: string, properties: Properties, scope: HandlerScope): Promise<void> {
  await waitUntil(`service ${arn} is not ACTIVE`, async () =>
    (await find(arn, properties, scope))?.status === 'ACTIVE' ? true : undefined,
  )
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
