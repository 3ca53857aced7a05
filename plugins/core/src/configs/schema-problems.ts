import type {ErrorObject} from 'ajv/dist/2020.js'

import {nearNames} from '../near-names.js'
import type {SchemaKind} from './schema-check.js'

/** An error of the schema in our words. */
export interface SchemaProblem {
  readonly severity: 'error' | 'warning'
  /** JSON Pointer to the value that it is about, or to where it is missing. */
  readonly pointer: string
  readonly message: string
}

/** The validator tells of a condition in a schema what each branch says already; of alternatives the one error counts. */
export function schemaProblems(kind: SchemaKind, errors: readonly ErrorObject[]): SchemaProblem[] {
  const told = errors.filter(
    ({keyword, schemaPath}) => keyword !== 'if' && !/\/(anyOf\/\d|propertyNames\/)/.test(schemaPath),
  )
  return told.map((error) => ({
    severity: severityOf(kind, error),
    pointer: pointerOf(error),
    message: messageOf(error),
  }))
}

/** Substation reads past keys that it does not know; AppConfig refuses feature flags with any. */
function severityOf(kind: SchemaKind, {keyword}: ErrorObject): SchemaProblem['severity'] {
  return keyword === 'additionalProperties' && kind !== 'flags' ? 'warning' : 'error'
}

function pointerOf({instancePath, keyword, params}: ErrorObject): string {
  const {additionalProperty, propertyName, tag} = params as Record<string, string>
  const name =
    keyword === 'discriminator' ? tag : keyword === 'required' ? undefined : (additionalProperty ?? propertyName)
  return name === undefined ? instancePath : `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function messageOf(error: ErrorObject): string {
  const {keyword, params, data, parentSchema} = error
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      return `nobody reads this key${meant(key, Object.keys((parentSchema?.['properties'] as object) ?? {}))}`
    }
    case 'required':
      return `${params['missingProperty']} is missing`
    case 'discriminator':
      return typeOf(params['tagValue'], parentSchema)
    case 'enum':
      return `${show(data)} is none of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`
    case 'type':
      return `${show(data)} is no ${String(params['type']).replaceAll(',', ' or ')}`
    case 'minLength':
    case 'minItems':
      return 'must not be empty'
    case 'dependentRequired':
      return `${params['missingProperty']} is missing: ${params['property']} goes with it`
    case 'anyOf':
      return `${(error.schema as {required: string[]}[]).flatMap(({required}) => required).join(' or ')} is missing`
    case 'propertyNames':
      return 'is no name for a flag or an attribute'
    default:
      return `${show(data)} ${error.message ?? keyword}`
  }
}

function typeOf(type: unknown, parentSchema: ErrorObject['parentSchema']): string {
  const branches = parentSchema?.['oneOf'] as {properties: {type: {const: string}}}[]
  const known = branches.map(({properties}) => properties.type.const)
  return typeof type === 'string' ? `there is no ${show(type)}${meant(type, known)}` : `${show(type)} is no type`
}

function meant(name: string, known: readonly string[]): string {
  const [near] = nearNames(name, known)
  return near === undefined ? '' : `; ${near}?`
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
