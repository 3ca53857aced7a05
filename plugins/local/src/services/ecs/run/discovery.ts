import type {TaskState, World} from '../state/world.js'

/** `server.vast-dev.internal` for each Cloud Map service that the ECS service registers its tasks in. */
export async function discoveryNames(task: TaskState, world: World): Promise<string[]> {
  const names: string[] = []
  for (const id of registries(task)) {
    const name = await discoveryName(id, task, world).catch(logged)
    if (name) names.push(name)
  }
  return names
}

/** As Cloud Map's DiscoverInstances shows it. */
export async function register(task: TaskState, world: World): Promise<void> {
  const address = addressOf(task)
  if (!address) return
  for (const ServiceId of registries(task)) {
    const {RegisterInstanceCommand} = await import('@aws-sdk/client-servicediscovery')
    const client = await world.options.clients(task.cluster.region.name).serviceDiscovery()
    const Attributes = {
      AWS_INSTANCE_IPV4: address,
      ECS_CLUSTER_NAME: task.cluster.name,
      ECS_SERVICE_NAME: task.service?.name ?? '',
      ECS_TASK_DEFINITION_FAMILY: task.definition.family ?? '',
    }
    await client.send(new RegisterInstanceCommand({ServiceId, InstanceId: task.id, Attributes})).catch(logged)
  }
}

export async function deregister(task: TaskState, world: World): Promise<void> {
  if (!addressOf(task)) return
  for (const ServiceId of registries(task)) {
    const {DeregisterInstanceCommand} = await import('@aws-sdk/client-servicediscovery')
    const client = await world.options.clients(task.cluster.region.name).serviceDiscovery()
    await client.send(new DeregisterInstanceCommand({ServiceId, InstanceId: task.id})).catch(logged)
  }
}

async function discoveryName(id: string, task: TaskState, world: World): Promise<string> {
  const {GetNamespaceCommand, GetServiceCommand} = await import('@aws-sdk/client-servicediscovery')
  const client = await world.options.clients(task.cluster.region.name).serviceDiscovery()
  const {Service} = await client.send(new GetServiceCommand({Id: id}))
  // Cloud Map leaves the namespace out here and there; it is always part of the DNS settings.
  const namespace = Service?.NamespaceId ?? Service?.DnsConfig?.NamespaceId
  const {Namespace} = await client.send(new GetNamespaceCommand({Id: namespace}))
  return `${Service?.Name}.${Namespace?.Name}`
}

function registries(task: TaskState): string[] {
  const all = task.deployment?.settings.serviceRegistries ?? []
  return all.map(({registryArn = ''}) => registryArn.slice(registryArn.lastIndexOf('/') + 1))
}

function addressOf(task: TaskState): string | undefined {
  return task.shown.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address
}

/** A task that cannot be found by name still runs. */
function logged(error: unknown): undefined {
  process.stderr.write(`Cloud Map: ${(error as Error).message}\n`)
  return undefined
}
