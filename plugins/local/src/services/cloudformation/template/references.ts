import {attributeNames, intrinsicOf, isRecord, SUB_PLACEHOLDER, substitution} from './expression.js'

export type Reference =
  | {readonly kind: 'ref'; readonly name: string}
  | {readonly kind: 'attribute'; readonly name: string; readonly attribute?: string}
  | {readonly kind: 'condition'; readonly name: string}
  | {readonly kind: 'mapping'; readonly name: string}

/** Everything that an expression names. With `conditions`, only what is in the branches of `Fn::If` that are taken. */
export function references(expression: unknown, conditions?: ReadonlyMap<string, boolean>): Reference[] {
  const inside = (value: unknown): Reference[] => references(value, conditions)
  if (Array.isArray(expression)) return expression.flatMap(inside)
  if (!isRecord(expression)) return []

  const intrinsic = intrinsicOf(expression)
  if (!intrinsic) return Object.values(expression).flatMap(inside)
  const {name, argument} = intrinsic

  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? [{kind: 'ref', name: argument}] : []
    case 'Fn::GetAtt': {
      const [resource, attribute] = attributeNames(argument) ?? []
      if (typeof resource !== 'string') return inside(argument)
      return [
        {kind: 'attribute', name: resource, ...(typeof attribute === 'string' && {attribute})},
        ...inside(attribute),
      ]
    }
    case 'Fn::Sub':
      return subReferences(argument, inside)
    case 'Fn::If':
      return ifReferences(argument, inside, conditions)
    case 'Fn::FindInMap': {
      const [mapping] = Array.isArray(argument) ? (argument as unknown[]) : []
      return [...(typeof mapping === 'string' ? [{kind: 'mapping', name: mapping} as const] : []), ...inside(argument)]
    }
    default:
      return inside(argument)
  }
}

function subReferences(argument: unknown, inside: (value: unknown) => Reference[]): Reference[] {
  const sub = substitution(argument)
  if (!sub) return inside(argument)
  const placeholders = [...sub.text.matchAll(SUB_PLACEHOLDER)].map(([, name]) => name!.trim())
  const own = placeholders.filter((name) => !(name in sub.variables)).map(toReference)
  return [...own, ...inside(Object.values(sub.variables))]
}

function toReference(placeholder: string): Reference {
  const dot = placeholder.indexOf('.')
  if (dot < 0) return {kind: 'ref', name: placeholder}
  return {kind: 'attribute', name: placeholder.slice(0, dot), attribute: placeholder.slice(dot + 1)}
}

function ifReferences(
  argument: unknown,
  inside: (value: unknown) => Reference[],
  conditions: ReadonlyMap<string, boolean> | undefined,
): Reference[] {
  if (!Array.isArray(argument)) return inside(argument)
  const [condition, ...branches] = argument as unknown[]
  const named: Reference[] = typeof condition === 'string' ? [{kind: 'condition', name: condition}] : []
  const holds = typeof condition === 'string' ? conditions?.get(condition) : undefined
  return [...named, ...inside(holds === undefined ? branches : branches[holds ? 0 : 1])]
}
