import {invalidConfiguration} from '../faults.js'
import type {HostedVersion} from '../state/world.js'
import {compileSchema, problemsOf} from './json-schema.js'

const KEY = '^[a-z][a-zA-Z\\d_-]{0,63}$'
const described = {type: 'string', maxLength: 1024}
const byKey = (of: object, more: object = {}) => ({
  type: 'object',
  patternProperties: {[KEY]: of},
  additionalProperties: false,
  ...more,
})
const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html */
const FLAGS = closed(
  {
    version: {enum: ['1']},
    flags: byKey(
      closed({
        name: {type: 'string', minLength: 1, maxLength: 64},
        description: described,
        _createdAt: {type: 'string'},
        _updatedAt: {type: 'string'},
        _deprecation: closed({status: {enum: ['planned']}, date: {type: 'string', format: 'date'}}),
        attributes: byKey(
          closed({
            description: described,
            constraints: {
              type: 'object',
              required: ['type'],
              properties: {type: {enum: ['string', 'number', 'boolean', 'array']}},
            },
          }),
          {maxProperties: 25},
        ),
      }),
    ),
    values: byKey({type: 'object'}),
  },
  ['version'],
)

interface Constraints {
  readonly type: 'string' | 'number' | 'boolean' | 'array'
  readonly required?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly elements?: Constraints
}

interface Flags {
  readonly flags?: Readonly<Record<string, {attributes?: Readonly<Record<string, {constraints?: Constraints}>>}>>
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** The shape of feature flags, that each value has its flag, and that it keeps to the constraints of the flag's attributes. */
export function checkFeatureFlags({content}: HostedVersion): void {
  const text = content.toString('utf8')
  const shape = problemsOf(compileSchema(FLAGS), text)
  if (shape.length > 0) throw invalidConfiguration(shape)
  const {flags = {}} = JSON.parse(text) as Flags
  const values = Object.fromEntries(Object.entries(flags).map(([key, {attributes = {}}]) => [key, valueOf(attributes)]))
  const problems = problemsOf(compileSchema({properties: {values: closed(values)}}), text)
  if (problems.length > 0) throw invalidConfiguration(problems)
}

function valueOf(attributes: Readonly<Record<string, {constraints?: Constraints}>>): object {
  const all = Object.entries(attributes)
  const required = all.filter(([, {constraints}]) => constraints?.required).map(([key]) => key)
  const own = {_createdAt: {type: 'string'}, _updatedAt: {type: 'string'}, _variants: {type: 'array'}}
  const given = Object.fromEntries(all.map(([key, {constraints}]) => [key, constraints ? schemaOf(constraints) : {}]))
  return closed({enabled: {type: 'boolean'}, ...own, ...given}, required)
}

function schemaOf({type, minimum, maximum, pattern, enum: values, elements}: Constraints): object {
  const limits = {minimum, maximum, pattern, enum: values, items: elements && schemaOf(elements)}
  return {type, ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined))}
}

/** What a client is given of them: of a flag that is off, that it is off. */
export function servedFlags(content: Buffer): Buffer {
  const {values = {}} = JSON.parse(content.toString('utf8')) as Flags
  const served = Object.entries(values).map(([key, {enabled = false, ...attributes}]) => {
    const own = Object.entries(attributes).filter(([name]) => !/^_(createdAt|updatedAt)$/.test(name))
    return [key, enabled ? {enabled, ...Object.fromEntries(own)} : {enabled}]
  })
  return Buffer.from(JSON.stringify(Object.fromEntries(served)))
}
