import type {Property, PropertyType} from '@aws-cdk/service-spec-types'

import {isRecord, isScalar} from '../template/expression.js'
import type {ResourceSpec} from './aws-spec.js'

export interface Shaped {
  /** With texts made numbers and booleans, and back, as the type asks for. */
  readonly value: unknown
  /** In the words of CloudFormation's own check before a resource's handler runs. */
  readonly problems: readonly string[]
}

/**
 * Checks resolved properties against AWS's data and gives them the types that the service expects. CloudFormation does this
 * when it comes to the resource, not when it takes the template, so a problem is the reason of a `CREATE_FAILED`. The words are
 * those that users report (`Property validation failure: [Encountered unsupported properties in {/…}: […]]`:
 * cloudtools/troposphere 877 and 1045); older types say it in others.
 */
export function shapeProperties(properties: Readonly<Record<string, unknown>>, spec: ResourceSpec): Shaped {
  return shapeFields(properties, spec.properties, '', spec)
}

function shapeFields(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Property>>,
  path: string,
  spec: ResourceSpec,
): Shaped {
  const unknown = Object.keys(value).filter((name) => !fields[name])
  const missing = Object.keys(fields).filter((name) => fields[name]?.required && value[name] === undefined)
  const shaped = Object.entries(value).map(([name, member]) => {
    const field = fields[name]
    const {value: result, problems} = field ? shapeField(member, field, `${path}/${name}`, spec) : unchanged(member)
    return {name, result, problems}
  })

  return {
    value: Object.fromEntries(shaped.map(({name, result}) => [name, result])),
    problems: [
      ...(unknown.length > 0
        ? [`Encountered unsupported properties in {${path || '/'}}: [${unknown.join(', ')}]`]
        : []),
      ...missing.map((name) => `The property {${path}/${name}} is required`),
      ...shaped.flatMap(({problems}) => problems),
    ],
  }
}

/** A property whose type changed over time still takes what it took before. */
function shapeField(value: unknown, {type, previousTypes = []}: Property, path: string, spec: ResourceSpec): Shaped {
  return firstThatFits(value, [type, ...previousTypes], path, spec)
}

function firstThatFits(value: unknown, types: readonly PropertyType[], path: string, spec: ResourceSpec): Shaped {
  const tries = types.map((type) => shape(value, type, path, spec))
  return tries.find(({problems}) => problems.length === 0) ?? tries[0] ?? unchanged(value)
}

function shape(value: unknown, type: PropertyType, path: string, spec: ResourceSpec): Shaped {
  switch (type.type) {
    case 'string':
      return isScalar(value) ? allowed(String(value), type.allowedValues, path) : mismatch(value, path, 'String')
    case 'date-time':
      return isScalar(value) ? {value: String(value), problems: []} : mismatch(value, path, 'String')
    case 'number':
    case 'integer':
      return shapeNumber(value, type, path)
    case 'boolean':
      if (String(value) !== 'true' && String(value) !== 'false') return mismatch(value, path, 'Boolean')
      return {value: String(value) === 'true', problems: []}
    case 'array':
      return shapeList(value, type.element, path, spec)
    case 'map':
      return isRecord(value) ? shapeMap(value, type.element, path, spec) : mismatch(value, path, 'Map')
    case 'ref':
      return isRecord(value) ? shapeFields(value, spec.fieldsOf(type), path, spec) : mismatch(value, path, 'Object')
    case 'tag':
      return isRecord(value) ? shapeFields(value, TAG, path, spec) : mismatch(value, path, 'Object')
    case 'union':
      return firstThatFits(value, type.types, path, spec)
    case 'json':
    case 'null':
      return unchanged(value)
  }
}

const TAG: Readonly<Record<string, Property>> = {
  Key: {type: {type: 'string'}, required: true},
  Value: {type: {type: 'string'}, required: true},
}

function shapeNumber(value: unknown, type: Extract<PropertyType, {type: 'number' | 'integer'}>, path: string): Shaped {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  const fits =
    typeof number === 'number' && (type.type === 'integer' ? Number.isInteger(number) : !Number.isNaN(number))
  if (!fits) return mismatch(value, path, type.type === 'integer' ? 'Integer' : 'Number')
  return allowed(number, type.type === 'integer' ? type.allowedValues : undefined, path)
}

function shapeList(value: unknown, element: PropertyType, path: string, spec: ResourceSpec): Shaped {
  if (!Array.isArray(value)) return mismatch(value, path, 'Array')
  const shaped = value.map((item, index) => shape(item, element, `${path}/${index}`, spec))
  return {value: shaped.map((item) => item.value), problems: shaped.flatMap((item) => item.problems)}
}

function shapeMap(
  value: Readonly<Record<string, unknown>>,
  element: PropertyType,
  path: string,
  spec: ResourceSpec,
): Shaped {
  const shaped = Object.entries(value).map(
    ([key, item]) => [key, shape(item, element, `${path}/${key}`, spec)] as const,
  )
  return {
    value: Object.fromEntries(shaped.map(([key, item]) => [key, item.value])),
    problems: shaped.flatMap(([, item]) => item.problems),
  }
}

function allowed<T>(value: T, values: readonly T[] | undefined, path: string): Shaped {
  if (!values || values.includes(value)) return {value, problems: []}
  return {value, problems: [`#${path}: ${String(value)} is not a valid enum value`]}
}

function mismatch(value: unknown, path: string, type: string): Shaped {
  return {value, problems: [`Value of property {${path}} does not match type {${type}}`]}
}

function unchanged(value: unknown): Shaped {
  return {value, problems: []}
}
