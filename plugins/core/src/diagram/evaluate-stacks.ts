import {evaluateConditions} from '../template/conditions.js'
import type {DrawnParameter, DrawnPlace, DrawnStack, OutputOf} from './drawn-stack.js'
import {type Data, evaluate, textOf} from './evaluate.js'
import {hasMark, type Marks, type Owner} from './marks.js'

export interface EvaluatedResource extends Owner {
  readonly type: string
  /** References are marks, conditions decided. */
  readonly properties: Data
  readonly physicalId?: string
}

/** Every resource that exists, its references resolved through parameters and outputs of other stacks. Sorted by part and logical id. */
export function evaluateStacks(stacks: readonly DrawnStack[], place: DrawnPlace, marks: Marks): EvaluatedResource[] {
  const byPart = new Map(stacks.map((stack) => [stack.part, stack]))
  const byValue = outputsByValue(stacks, place)
  const known = new Map<string, string>()
  const evaluators = new Map<string, Evaluator>()

  const evaluatorOf = (stack: DrawnStack): Evaluator => {
    const made = evaluators.get(stack.part) ?? createEvaluator(stack)
    evaluators.set(stack.part, made)
    return made
  }

  /** `undefined`: there is no such output. */
  const outputOf = ({part, name}: OutputOf): string | undefined => {
    const key = `${part} ${name}`
    const stack = byPart.get(part)
    const definition = stack?.template.outputs.get(name)?.definition as Data | undefined
    if (!stack || !definition) return undefined
    if (!known.has(key)) {
      // What asks for itself on the way gets the text.
      known.set(key, stack.outputs[name] ?? '')
      const {evaluate: of, holds} = evaluatorOf(stack)
      const condition = definition['Condition']
      known.set(key, typeof condition === 'string' && !holds(condition) ? '' : textOf(of(definition['Value'])))
    }
    return known.get(key)
  }

  const importOf = (name: string): string | undefined => {
    for (const stack of stacks) {
      for (const [output, {definition}] of stack.template.outputs) {
        const exported = ((definition as Data)['Export'] as Data | undefined)?.['Name']
        if (exported !== undefined && textOf(evaluatorOf(stack).evaluate(exported)) === name)
          return outputOf({part: stack.part, name: output})
      }
    }
    return undefined
  }

  /** The value of a deployed parameter, as what it is the output of; a text of several values piece by piece. */
  const traced = (value: string, part: string): string => {
    if (value.includes(','))
      return value
        .split(',')
        .map((piece) => traced(piece, part))
        .join(',')
    const candidates = (byValue.get(value) ?? []).filter((output) => output.part !== part)
    const found = new Set(candidates.map((output) => outputOf(output) ?? '').filter(hasMark))
    const [only = value] = found
    return found.size === 1 ? only : value
  }

  const told = (value: DrawnParameter, part: string): string => {
    if (typeof value === 'string') return traced(value, part)
    return 'name' in value ? (outputOf(value) ?? '') : value.map((one) => told(one, part)).join(',')
  }

  const createEvaluator = (stack: DrawnStack): Evaluator => {
    const values = new Map(Object.entries(pseudoParameters(stack, place)))
    // A name that is made of it is not known before.
    values.set('AWS::StackId', marks.of({part: stack.part, logicalId: 'AWS::StackId'}))
    for (const [name, {default: fallback}] of stack.template.parameters) {
      const value = stack.parameters[name] ?? fallback ?? ''
      values.set(name, told(value, stack.part))
    }
    const environment = {
      valueOf: (name: string) => values.get(name),
      markOf: (logicalId: string) => marks.of({part: stack.part, logicalId}),
      has: (logicalId: string) => stack.template.resources.has(logicalId),
      // What hangs on a value that nobody knows is drawn.
      holds: (condition: string): boolean => decided(condition) ?? true,
      importOf,
      mappings: stack.template.mappings,
    }
    const of = (data: unknown) => evaluate(data, environment)
    const decided = evaluateConditions(withTexts(stack.template.conditions, of) as Data, values)
    return {evaluate: of, holds: environment.holds}
  }

  return stacks
    .flatMap((stack) => resourcesOf(stack, evaluatorOf(stack)))
    .toSorted((one, other) => compare(one.part, other.part) || compare(one.logicalId, other.logicalId))
}

interface Evaluator {
  readonly evaluate: (data: unknown) => unknown
  readonly holds: (condition: string) => boolean
}

/** Conditions compare texts: what puts one together is told first. */
function withTexts(data: unknown, of: (data: unknown) => unknown): unknown {
  if (Array.isArray(data)) return data.map((one) => withTexts(one, of))
  if (typeof data !== 'object' || data === null) return data
  const [[name = ''] = []] = Object.entries(data)
  if (['Fn::FindInMap', 'Fn::Join', 'Fn::Select', 'Fn::Sub'].includes(name)) return of(data) ?? data
  return Object.fromEntries(Object.entries(data as Data).map(([key, inner]) => [key, withTexts(inner, of)]))
}

function resourcesOf({part, template, physicalIds}: DrawnStack, {evaluate, holds}: Evaluator): EvaluatedResource[] {
  return [...template.resources].flatMap(([logicalId, {type, condition, definition}]) => {
    if (condition !== undefined && !holds(condition)) return []
    const physicalId = physicalIds?.[logicalId]
    if (physicalIds && physicalId === undefined) return []
    const properties = (evaluate((definition as Data)['Properties']) ?? {}) as Data
    return [{part, logicalId, type, properties, ...(physicalId !== undefined && {physicalId})}]
  })
}

/** Values that say of what they are the output. The prefix of all names and its pieces are everybody's, and a short text is anything's. */
function outputsByValue(
  stacks: readonly DrawnStack[],
  {app, stage, region, accountId}: DrawnPlace,
): ReadonlyMap<string, OutputOf[]> {
  const everybodys = new Set([app, stage, region, accountId, `${app}-${stage}`])
  const found = new Map<string, OutputOf[]>()
  for (const {part, outputs} of stacks) {
    for (const [name, value] of Object.entries(outputs)) {
      if (everybodys.has(value) || value.length < 4) continue
      found.set(value, [...(found.get(value) ?? []), {part, name}])
    }
  }
  return found
}

function pseudoParameters({name}: DrawnStack, {region, accountId}: DrawnPlace): Record<string, string> {
  const isChina = region.startsWith('cn-')
  return {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::Partition': isChina ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
    'AWS::StackName': name,
    'AWS::URLSuffix': isChina ? 'amazonaws.com.cn' : 'amazonaws.com',
  }
}

/** By code unit: the same everywhere. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
