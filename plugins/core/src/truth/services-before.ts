import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {SurveyedStack} from '../survey.js'
import {parseTemplate} from '../template/parse-template.js'
import {SERVICE, serviceAddress} from './runtime-resources.js'

/** What a service ran before this run changed its stack. */
export interface ServiceBefore {
  /** Id of the primary deployment. */
  readonly deployment: string | undefined
  readonly taskDefinition: string
  readonly desired: number
}

/** By ARN. Asks only for a stack that has services; what cannot be told now is told after the update, where it matters. */
export async function servicesBefore(
  {deployed, file}: SurveyedStack,
  ctx: Context,
): Promise<ReadonlyMap<string, ServiceBefore>> {
  if (!deployed || !hasServices(deployed.text, file)) return new Map()
  try {
    const resources = await ctx.cloudFormation.resources(deployed.stack.id)
    const arns = resources.flatMap(({type, physicalId}) => (type === SERVICE && physicalId ? [physicalId] : []))
    const found = await Promise.all(arns.map(async (arn) => serviceBefore(arn, ctx)))
    return new Map(found.flat())
  } catch (error) {
    if (!StackError.is(error) || ctx.signal.aborted) throw error
    return new Map()
  }
}

function hasServices(text: string, file: string): boolean {
  return [...parseTemplate(text, file).resources.values()].some(({type}) => type === SERVICE)
}

async function serviceBefore(arn: string, ctx: Context): Promise<[string, ServiceBefore][]> {
  const service = await ctx.ecs.service(serviceAddress(arn).cluster, arn)
  if (!service) return []
  const {taskDefinition, desired, deployments} = service
  const deployment = deployments.find(({status}) => status === 'PRIMARY')?.id
  return [[arn, {deployment, taskDefinition, desired}]]
}
