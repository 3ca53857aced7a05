import {invalid} from '../invalid.js'
import type {ParameterValue} from '../language/scope.js'
import type {ParameterDeclaration, Template} from '../template/template.js'
import {checkParameter} from './check-parameter.js'

/** A parameter as a request gives it. */
export interface GivenParameter {
  readonly key: string
  readonly value?: string
  readonly usePrevious: boolean
}

/** A parameter of a stack, checked. */
export interface StackParameter {
  readonly key: string
  readonly value: string
  readonly noEcho: boolean
  /** A list for the list types. */
  readonly resolved: ParameterValue
}

/** Given values, kept values and defaults, in the template's order. */
export function resolveParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous: readonly StackParameter[],
): StackParameter[] {
  const declared = Object.entries(template.parameters)
  const unknown = given.filter(({key}) => !(key in template.parameters)).map(({key}) => key)
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`)

  const values = declared.map(([key, declaration]) => ({
    key,
    declaration,
    value: valueOf(key, declaration, given, previous),
  }))
  const missing = values.filter(({value}) => value === undefined).map(({key}) => key)
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`)

  return values.map(({key, declaration, value = ''}) => {
    const resolved = isList(declaration.type) ? splitList(value) : value
    checkParameter(key, declaration, resolved)
    return {key, value, noEcho: declaration.noEcho, resolved}
  })
}

function valueOf(
  key: string,
  declaration: ParameterDeclaration,
  given: readonly GivenParameter[],
  previous: readonly StackParameter[],
): string | undefined {
  const own = given.find((parameter) => parameter.key === key)
  if (!own) return declaration.default
  if (own.usePrevious) return previous.find((parameter) => parameter.key === key)?.value
  return own.value ?? declaration.default
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<')
}

function splitList(value: string): string[] {
  return value === '' ? [] : value.split(',').map((item) => item.trim())
}
