import {randomUUID} from 'node:crypto'

import {
  CreatePrivateDnsNamespaceCommand,
  type CreatePrivateDnsNamespaceCommandInput,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteNamespaceCommand,
  DeleteServiceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
  ListTagsForResourceCommand,
  type Operation,
  type PrivateDnsNamespaceChange,
  type ServiceChange,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePrivateDnsNamespaceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-servicediscovery'

import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {HandlerFailure} from './handler-failure.js'
import {hasChanged} from './has-changed.js'
import {pick} from './pick.js'
import {byKey, retag, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::ServiceDiscovery::PrivateDnsNamespace */
export const privateDnsNamespace: ResourceHandler = {
  async create(properties, scope) {
    const discovery = await scope.clients.serviceDiscovery()
    const {OperationId} = await discovery.send(
      new CreatePrivateDnsNamespaceCommand({
        ...pick<CreatePrivateDnsNamespaceCommandInput>(properties, 'Description', 'Name', 'Properties', 'Vpc'),
        CreatorRequestId: randomUUID(),
        Tags: tagsOf(properties, scope),
      }),
    )
    const {Targets} = await finished(OperationId, scope)
    return describeNamespace(Targets!.NAMESPACE!, scope)
  },

  async update({physicalId, attributes}, next, previous, scope) {
    const discovery = await scope.clients.serviceDiscovery()
    if (hasChanged(next, previous, 'Description', 'Properties')) {
      const {Description = '', Properties} = next as PrivateDnsNamespaceChange
      const {OperationId} = await discovery.send(
        new UpdatePrivateDnsNamespaceCommand({Id: physicalId, Namespace: {Description, Properties}}),
      )
      await finished(OperationId, scope)
    }
    await retagDiscovery(attributes['Arn'] as string, next, scope)
    return describeNamespace(physicalId, scope)
  },

  async delete({physicalId}, _properties, scope) {
    const discovery = await scope.clients.serviceDiscovery()
    const deleted = await unlessGone(() => discovery.send(new DeleteNamespaceCommand({Id: physicalId})))
    if (deleted) await finished(deleted.OperationId, scope)
  },
}

async function finished(id: string | undefined, scope: HandlerScope): Promise<Operation> {
  const discovery = await scope.clients.serviceDiscovery()
  return waitUntil(`operation ${id} is still running`, async () => {
    const {Operation} = await discovery.send(new GetOperationCommand({OperationId: id}))
    if (Operation?.Status === 'FAIL') {
      throw new HandlerFailure('GeneralServiceException', Operation.ErrorMessage ?? `operation ${id} failed`)
    }
    return Operation?.Status === 'SUCCESS' ? Operation : undefined
  })
}

async function describeNamespace(id: string, scope: HandlerScope): Promise<HandledResource> {
  const discovery = await scope.clients.serviceDiscovery()
  const {Namespace} = await discovery.send(new GetNamespaceCommand({Id: id}))
  // Route 53 writes `/hostedzone/Z…`, Cloud Map the bare id.
  const zone = Namespace?.Properties?.DnsProperties?.HostedZoneId?.replace('/hostedzone/', '')
  return {physicalId: id, attributes: {Id: id, Arn: Namespace?.Arn, HostedZoneId: zone}}
}

/** AWS::ServiceDiscovery::Service. As on AWS, it can only be deleted when no instance is registered. */
export const discoveryService: ResourceHandler = {
  async create(properties, scope) {
    const discovery = await scope.clients.serviceDiscovery()
    const name = (properties['Name'] as string | undefined) ?? scope.generatedName(64)
    const {Service} = await discovery.send(
      new CreateServiceCommand({
        ...pick<CreateServiceCommandInput>(
          properties,
          'Description',
          'DnsConfig',
          'HealthCheckConfig',
          'HealthCheckCustomConfig',
          'NamespaceId',
          'Type',
        ),
        CreatorRequestId: randomUUID(),
        Name: name,
        Tags: tagsOf(properties, scope),
      }),
    )
    return {physicalId: Service!.Id!, attributes: {Id: Service!.Id, Arn: Service!.Arn, Name: name}}
  },

  async update(current, next, previous, scope) {
    const discovery = await scope.clients.serviceDiscovery()
    if (hasChanged(next, previous, 'Description', 'DnsConfig', 'HealthCheckConfig')) {
      const {Description = '', DnsConfig, HealthCheckConfig} = next as ServiceChange
      const {OperationId} = await discovery.send(
        new UpdateServiceCommand({Id: current.physicalId, Service: {Description, DnsConfig, HealthCheckConfig}}),
      )
      await finished(OperationId, scope)
    }
    await retagDiscovery(current.attributes['Arn'] as string, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const discovery = await scope.clients.serviceDiscovery()
    await unlessGone(() => discovery.send(new DeleteServiceCommand({Id: physicalId})))
  },
}

async function retagDiscovery(arn: string, next: Properties, scope: HandlerScope): Promise<void> {
  const discovery = await scope.clients.serviceDiscovery()
  const {Tags} = await discovery.send(new ListTagsForResourceCommand({ResourceARN: arn}))
  await retag({
    current: byKey(Tags),
    wanted: tagsOf(next, scope),
    add: (added) => discovery.send(new TagResourceCommand({ResourceARN: arn, Tags: added})),
    remove: (TagKeys) => discovery.send(new UntagResourceCommand({ResourceARN: arn, TagKeys})),
  })
}
