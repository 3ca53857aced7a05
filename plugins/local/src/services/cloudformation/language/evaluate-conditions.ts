import {invalid} from '../invalid.js'
import {intrinsicOf, isRecord, isScalar} from '../template/expression.js'
import type {Template} from '../template/template.js'
import {evaluate} from './evaluate.js'
import type {Scope} from './scope.js'

/** The Conditions section: parameters, pseudo parameters and mappings may be named in it, resources may not. */
export function evaluateConditions(
  template: Template,
  {parameters, pseudo}: Pick<Scope, 'parameters' | 'pseudo'>,
): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>()
  const scope: Scope = {
    template,
    parameters,
    pseudo,
    conditions: known,
    zones: () => refuse('Fn::GetAZs'),
    exported: () => refuse('Fn::ImportValue'),
    reference: refuse,
    attribute: refuse,
  }

  const resolve = (name: string, above: readonly string[]): boolean => {
    const value = known.get(name)
    if (value !== undefined) return value
    if (above.includes(name))
      throw invalid(`Template format error: Found circular condition dependency: [${above.join(', ')}]`)
    if (!(name in template.conditions))
      throw invalid(`Template format error: Unresolved condition dependency ${name} in the Conditions block`)
    const holds = test(template.conditions[name], [...above, name])
    known.set(name, holds)
    return holds
  }

  const test = (expression: unknown, above: readonly string[]): boolean => {
    if (isRecord(expression) && typeof expression['Condition'] === 'string')
      return resolve(expression['Condition'], above)
    const {name, argument} = intrinsicOf(expression) ?? {name: '', argument: undefined}
    const parts = Array.isArray(argument) ? (argument as unknown[]) : []
    switch (name) {
      case 'Fn::Equals':
        return equals(parts, scope)
      case 'Fn::Not':
        if (parts.length !== 1) throw invalid('Template error: Fn::Not object requires a list of 1 boolean parameter.')
        return !test(parts[0], above)
      case 'Fn::And':
      case 'Fn::Or': {
        if (parts.length < 2 || parts.length > 10) {
          throw invalid(
            `Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`,
          )
        }
        const results = parts.map((part) => test(part, above))
        return name === 'Fn::And' ? results.every(Boolean) : results.some(Boolean)
      }
      default:
        throw invalid(
          'Template format error: Conditions can only be boolean operations on parameters and other conditions',
        )
    }
  }

  for (const name of Object.keys(template.conditions)) resolve(name, [])
  return known
}

function equals(parts: readonly unknown[], scope: Scope): boolean {
  const [left, right] = parts.map((part) => evaluate(part, scope))
  if (parts.length !== 2 || !isScalar(left) || !isScalar(right)) {
    throw invalid('Template error: every Fn::Equals object requires a list of 2 string parameters.')
  }
  return String(left) === String(right)
}

function refuse(name: string): never {
  throw invalid(
    `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
  )
}
