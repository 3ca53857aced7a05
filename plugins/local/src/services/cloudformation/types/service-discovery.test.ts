import assert from 'node:assert/strict'

import {
  GetNamespaceCommand,
  GetServiceCommand,
  ListNamespacesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-servicediscovery'

import {useLocalServices, withStackTags} from './local-services.test.fixture.js'

describe('Cloud Map types', function () {
  this.timeout(30_000)
  const services = useLocalServices()
  const discovery = () => services().scope().clients.serviceDiscovery()

  async function aNamespace(name: string) {
    const vpc = await services().make('AWS::EC2::VPC', {CidrBlock: '10.42.0.0/24'})
    const properties = {Name: name, Vpc: vpc.physicalId, Description: 'old'}
    return {properties, made: await services().make('AWS::ServiceDiscovery::PrivateDnsNamespace', properties)}
  }

  it('makes a private namespace, with the id of its hosted zone as Cloud Map gives it', async () => {
    const {made} = await aNamespace('made.local')

    const {Namespace} = await (await discovery()).send(new GetNamespaceCommand({Id: made.physicalId}))
    assert.equal(Namespace?.Name, 'made.local')
    assert.equal(Namespace.Type, 'DNS_PRIVATE')
    assert.equal(made.attributes['Arn'], Namespace.Arn)
    assert.match(String(made.attributes['HostedZoneId']), /^\w+$/)
  })

  it('changes description and tags of a namespace in place', async () => {
    const {made, properties} = await aNamespace('changed.local')

    await made.update({...properties, Description: 'new', Tags: [{Key: 'owner', Value: 'me'}]})

    const client = await discovery()
    const {Namespace} = await client.send(new GetNamespaceCommand({Id: made.physicalId}))
    const {Tags} = await client.send(new ListTagsForResourceCommand({ResourceARN: Namespace!.Arn}))
    assert.equal(Namespace?.Description, 'new')
    assert.deepEqual(Tags, withStackTags({Key: 'owner', Value: 'me'}))
  })

  it('fails with the reason of Cloud Map when the name is taken in the VPC', async () => {
    const {properties} = await aNamespace('taken.local')

    const second = services().make('AWS::ServiceDiscovery::PrivateDnsNamespace', properties)

    await assert.rejects(second, /\(Service: ServiceDiscovery, Status Code: 400, .*HandlerErrorCode: AlreadyExists/)
  })

  it('makes a service with its records, and changes their TTL in place', async () => {
    const {made: namespace} = await aNamespace('service.local')
    const properties = {
      Name: 'vast-server',
      NamespaceId: namespace.physicalId,
      DnsConfig: {RoutingPolicy: 'WEIGHTED', DnsRecords: [{Type: 'A', TTL: '5'}]},
      HealthCheckCustomConfig: {FailureThreshold: 1},
    }
    const made = await services().make('AWS::ServiceDiscovery::Service', properties)

    await made.update({...properties, DnsConfig: {RoutingPolicy: 'WEIGHTED', DnsRecords: [{Type: 'A', TTL: 10}]}})

    const {Service} = await (await discovery()).send(new GetServiceCommand({Id: made.physicalId}))
    assert.equal(Service?.NamespaceId, namespace.physicalId)
    assert.deepEqual(Service.DnsConfig?.DnsRecords, [{Type: 'A', TTL: 10}])
    assert.deepEqual(Service.HealthCheckCustomConfig, {FailureThreshold: 1})
    assert.deepEqual(made.attributes, {Id: Service.Id, Arn: Service.Arn, Name: 'vast-server'})
  })

  it('deletes a namespace for good', async () => {
    const {made} = await aNamespace('gone.local')

    await made.delete()

    const {Namespaces} = await (await discovery()).send(new ListNamespacesCommand({}))
    assert.ok(!Namespaces?.some(({Id}) => Id === made.physicalId))
  })
})
