import type {Stack, StackResource} from '../context.js'
import {evaluateConditions} from '../template/conditions.js'
import type {Template, TemplateResource} from '../template/parse-template.js'

export const SERVICE = 'AWS::ECS::Service'
export const FUNCTION = 'AWS::Lambda::Function'

/** Whether the template has something that runs: all other stacks cost no further call. */
export function runsSomething({resources}: Template): boolean {
  return [...resources.values()].some(({type}) => type === SERVICE || type === FUNCTION)
}

/** An ECS service's physical id is its ARN, in the form that names its cluster. */
export interface ServiceAddress {
  readonly arn: string
  readonly cluster: string
  readonly name: string
}

export function serviceAddress(arn: string): ServiceAddress {
  const [, cluster = 'default', name = arn] = /:service\/([^/]+)\/(.+)$/.exec(arn) ?? []
  return {arn, cluster, name}
}

type Data = Readonly<Record<string, unknown>>

function propertyOf({definition}: TemplateResource, name: string): unknown {
  return ((definition as Data)['Properties'] as Data | undefined)?.[name]
}

/** ARN of the task definition that the stack names for a service; `undefined` where the template does not tell. */
export function taskDefinitionOf(service: TemplateResource, resources: readonly StackResource[]): string | undefined {
  const named = propertyOf(service, 'TaskDefinition')
  if (typeof named === 'string') return named.startsWith('arn:') ? named : undefined
  const logicalId = (named as Data | undefined)?.['Ref']
  return resources.find((resource) => resource.logicalId === logicalId)?.physicalId
}

/** How many tasks the template asks for; `undefined`: it leaves the count as it is. */
export function wantedCount(service: TemplateResource, template: Template, {parameters}: Stack): number | undefined {
  const values = new Map(Object.entries(parameters))
  const isTrue = evaluateConditions(template.conditions, values)
  const resolve = (data: unknown): number | undefined => {
    if (typeof data === 'number' || typeof data === 'string') return Number(data)
    const [operator, operand] = Object.entries((data ?? {}) as Data)[0] ?? []
    if (operator === 'Ref') return values.has(String(operand)) ? Number(values.get(String(operand))) : undefined
    if (operator !== 'Fn::If') return undefined
    const [condition, yes, no] = operand as unknown[]
    const truth = isTrue(String(condition))
    return truth === undefined ? undefined : resolve(truth ? yes : no)
  }
  return resolve(propertyOf(service, 'DesiredCount'))
}
