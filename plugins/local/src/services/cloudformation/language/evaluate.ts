import {invalid} from '../invalid.js'
import {intrinsicOf, isRecord, isScalar} from '../template/expression.js'
import {FUNCTIONS} from './functions.js'
import type {Scope} from './scope.js'

/** The value of an expression. `undefined` is `AWS::NoValue`: the list item or property that holds it is left out. */
export function evaluate(expression: unknown, scope: Scope): unknown {
  if (Array.isArray(expression)) {
    return expression.map((item) => evaluate(item, scope)).filter((item) => item !== undefined)
  }
  if (!isRecord(expression)) return expression

  const intrinsic = intrinsicOf(expression)
  if (intrinsic) {
    const run = FUNCTIONS[intrinsic.name]
    if (!run) throw invalid(`Template error: Unknown function ${intrinsic.name}`)
    return run(intrinsic.argument, scope, (value) => evaluate(value, scope))
  }

  const entries = Object.entries(expression).map(([key, value]) => [key, evaluate(value, scope)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** For what must be a text: `Export.Name`, `DeletionPolicy`. */
export function evaluateText(expression: unknown, scope: Scope): string | undefined {
  const value = evaluate(expression, scope)
  if (value === undefined) return undefined
  if (!isScalar(value)) throw invalid(`Template error: a string is expected instead of ${JSON.stringify(value)}`)
  return String(value)
}
