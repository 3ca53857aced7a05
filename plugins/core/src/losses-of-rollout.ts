import type {Context} from './context.js'
import type {DataLoss} from './events.js'
import type {ResourceChange} from './plan-result.js'
import type {SurveyedStack} from './survey.js'
import {unlessUnseen} from './truth/unless-unseen.js'

const SERVICE = 'AWS::ECS::Service'

/** What the tasks of a service outlive when it changes: "UpdateService" in the Amazon ECS API Reference. A count that is left out stays. */
const OUTLIVED: ReadonlySet<string> = new Set([
  'AvailabilityZoneRebalancing',
  'DeploymentConfiguration',
  'DesiredCount',
  'EnableECSManagedTags',
  'EnableExecuteCommand',
  'HealthCheckGracePeriodSeconds',
  'PlacementConstraints',
  'PlacementStrategies',
  'PropagateTags',
  'Tags',
])

/**
 * What goes with the server's task when an update replaces it. CloudFormation cannot tell: what is kept on the task's own disk is no resource.
 * `approximate`: the changes were told from the templates alone, so any of them may reach the service.
 */
export async function lossesOfRollout(
  {part, name, template, deployed, lostOnStop}: SurveyedStack,
  {changes, approximate}: {readonly changes: readonly ResourceChange[]; readonly approximate?: boolean},
  ctx: Context,
): Promise<DataLoss[]> {
  const what = deployed && lostOnStop?.(deployed.stack.parameters)
  if (!deployed || what === undefined) return []
  const reached = approximate ? servicesOf(template) : changes.filter(replacesTasks)
  if (reached.length === 0 || !(await isRunning(name, deployed.stack.outputs, ctx))) return []
  return reached.map(({logicalId, physicalId, action}) => ({
    part,
    logicalId,
    resourceType: SERVICE,
    ...(physicalId && {physicalId}),
    grave: true,
    reason: `${action === 'may-change' ? 'may get' : 'gets'} a new task: ${what}`,
  }))
}

type Reached = Pick<ResourceChange, 'logicalId' | 'physicalId' | 'action'>

function servicesOf({resources}: SurveyedStack['template']): Reached[] {
  return [...resources].flatMap(([logicalId, {type}]) => (type === SERVICE ? [{logicalId, action: 'may-change'}] : []))
}

function replacesTasks({type, action, replacement = 'False', properties}: ResourceChange): boolean {
  if (type !== SERVICE || action === 'add') return false
  if (action !== 'modify' || replacement !== 'False' || properties.length === 0) return true
  return properties.some(({path}) => !OUTLIVED.has(path.replace(/^Properties\./, '').split('.')[0] ?? ''))
}

/** Where ECS does not let us look, somebody may be working with it. */
async function isRunning(
  stack: string,
  {Cluster: cluster, Service: service}: Readonly<Record<string, string>>,
  ctx: Context,
): Promise<boolean> {
  if (!cluster || !service) return false
  const seen = await unlessUnseen(
    `whether the server of ${stack} runs`,
    async () => (await ctx.ecs.service(cluster, service))?.desired ?? 0,
    ctx,
  )
  return seen !== 0
}
