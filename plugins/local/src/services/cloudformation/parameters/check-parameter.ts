import {invalid} from '../invalid.js'
import type {ParameterValue} from '../language/scope.js'
import type {ParameterDeclaration} from '../template/template.js'

/** The constraints of a parameter; a list is checked item by item. */
export function checkParameter(key: string, declaration: ParameterDeclaration, value: ParameterValue): void {
  const items = typeof value === 'string' ? [value] : value
  for (const item of items) {
    const problem = problemOf(key, declaration, item)
    if (problem) throw invalid(problem)
  }
}

function problemOf(key: string, declaration: ParameterDeclaration, value: string): string | undefined {
  if (isNumber(declaration.type) && !isNumeric(value)) return `Parameter '${key}' must be a number.`
  const broken = brokenConstraint(key, declaration, value)
  const {constraintDescription} = declaration
  return broken && constraintDescription
    ? `Parameter ${key} failed to satisfy constraint: ${constraintDescription}`
    : broken
}

function brokenConstraint(key: string, declaration: ParameterDeclaration, value: string): string | undefined {
  const {allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue} = declaration
  const number = Number(value)
  if (allowedValues && !allowedValues.includes(value)) return `Parameter '${key}' must be one of AllowedValues`
  if (allowedPattern !== undefined && !matches(allowedPattern, value))
    return `Parameter '${key}' must match pattern ${allowedPattern}`
  if (minLength !== undefined && value.length < minLength)
    return `Parameter '${key}' must contain at least ${minLength} characters`
  if (maxLength !== undefined && value.length > maxLength)
    return `Parameter '${key}' must contain at most ${maxLength} characters`
  if (minValue !== undefined && number < minValue)
    return `Parameter '${key}' must be a number not less than ${minValue}`
  if (maxValue !== undefined && number > maxValue)
    return `Parameter '${key}' must be a number not greater than ${maxValue}`
  return undefined
}

function isNumber(type: string): boolean {
  return type === 'Number' || type === 'List<Number>'
}

function isNumeric(value: string): boolean {
  return value.trim() !== '' && !Number.isNaN(Number(value))
}

/** "The pattern must match the entire parameter value": an alternation is no way around it. */
function matches(pattern: string, value: string): boolean {
  let expression
  try {
    expression = new RegExp(`^(?:${pattern})$`)
  } catch {
    throw invalid(`Template format error: AllowedPattern ${pattern} is not a regular expression`)
  }
  return expression.test(value)
}
