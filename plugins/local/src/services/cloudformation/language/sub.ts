import {invalid} from '../invalid.js'
import {isScalar, SUB_PLACEHOLDER, substitution} from '../template/expression.js'
import {type Evaluate, ref} from './functions.js'
import type {Scope} from './scope.js'

/** `Fn::Sub` in both its forms. `${!Name}` stays as `${Name}`. */
export function sub(argument: unknown, scope: Scope, evaluate: Evaluate): string {
  const found = substitution(argument)
  if (!found) {
    throw invalid(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    )
  }
  const {text, variables} = found

  return text
    .replace(SUB_PLACEHOLDER, (_placeholder, raw: string) => {
      const name = raw.trim()
      const value = name in variables ? evaluate(variables[name]) : named(name, scope)
      if (!isScalar(value))
        throw invalid(`Template error: variable ${name} in Fn::Sub expression does not resolve to a string`)
      return String(value)
    })
    .replace(/\$\{!([^{}]*)\}/g, '${$1}')
}

function named(name: string, scope: Scope): unknown {
  const dot = name.indexOf('.')
  return dot < 0 ? ref(name, scope) : scope.attribute(name.slice(0, dot), name.slice(dot + 1))
}
