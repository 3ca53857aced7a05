import {invalid} from '../invalid.js'
import {exportsOf} from '../stack/find-stack.js'
import type {Deployment, Stack, StackResource} from '../stack/stack.js'
import {isRecord} from '../template/expression.js'
import type {Template} from '../template/template.js'
import type {World} from '../world.js'
import {KNOWN_AFTER_APPLY, type ParameterValue, type Scope} from './scope.js'

type Names = Pick<Scope, 'reference' | 'attribute' | 'exported'>

/** The names of a deployment; what resources and exports are is the caller's to say. */
export function deploymentScope(world: World, stack: Stack, deployment: Deployment, names: Names): Scope {
  const {template, parameters, conditions} = deployment
  return {
    template,
    conditions,
    parameters: new Map(parameters.map(({key, resolved}) => [key, resolved])),
    pseudo: pseudoParameters(stack, deployment.notificationArns),
    zones: (region) => {
      const zones = world.zones.get(region)
      if (!zones)
        throw invalid(`Template validation error: the local AWS does not know the availability zones of ${region}`)
      return zones
    },
    ...names,
  }
}

/** For what users see: `NoEcho` values masked. */
export function maskedScope(scope: Scope, {parameters}: Deployment): Scope {
  const masked = new Map(parameters.map(({key, resolved, noEcho}) => [key, noEcho ? '****' : resolved]))
  return {...scope, parameters: masked}
}

export function pseudoParameters(
  stack: Pick<Stack, 'accountId' | 'region' | 'id' | 'name'>,
  notificationArns: readonly string[],
): ReadonlyMap<string, ParameterValue> {
  return new Map<string, ParameterValue>([
    ['AWS::AccountId', stack.accountId],
    ['AWS::Region', stack.region],
    ['AWS::StackId', stack.id],
    ['AWS::StackName', stack.name],
    ['AWS::NotificationARNs', notificationArns],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ])
}

export function referenceTo({handled, logicalId}: StackResource): string {
  if (!handled) throw invalid(`Resource ${logicalId} does not exist yet`)
  return handled.ref ?? handled.physicalId
}

export function attributeOf({handled, logicalId, type}: StackResource, name: string): unknown {
  const value = handled?.attributes[name]
  if (value === undefined) throw invalid(`Attribute ${name} of ${logicalId} (${type}) is not known to the local AWS`)
  return value
}

export function importFrom(world: World, region: string): (name: string) => string {
  return (name) => {
    const found = exportsOf(world, region).find(({output}) => output.exportName === name)
    if (!found) throw invalid(`No export named ${name} found`)
    return found.output.value
  }
}

/** A stack that is created directly finds out about a missing export only when it comes to it. */
export function importLater(world: World, region: string): (name: string) => string {
  return (name) =>
    exportsOf(world, region).find(({output}) => output.exportName === name)?.output.value ?? KNOWN_AFTER_APPLY
}

/** `Fn::GetAZs` is asked of EC2 before anything is evaluated: of the stack's region and of those it is written for. */
export async function loadZones(world: World, stackRegion: string, template: Template): Promise<void> {
  const named = zoneRegions([template.resources, template.outputs, template.conditions])
  const regions = named.map((region) => (region === '' ? stackRegion : region))
  for (const region of new Set(named.length > 0 ? [stackRegion, ...regions] : [])) {
    if (world.zones.has(region)) continue
    const {DescribeAvailabilityZonesCommand} = await import('@aws-sdk/client-ec2')
    const ec2 = await world.options.clients(region).ec2()
    const {AvailabilityZones = []} = await ec2.send(new DescribeAvailabilityZonesCommand({}))
    world.zones.set(
      region,
      AvailabilityZones.map(({ZoneName}) => ZoneName).filter((name) => name !== undefined),
    )
  }
}

function zoneRegions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(zoneRegions)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'Fn::GetAZs' ? [typeof child === 'string' ? child : ''] : zoneRegions(child),
  )
}
