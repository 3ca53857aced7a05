import type {ErrorObject, ValidateFunction} from 'ajv/dist/2020.js'

import type {ConfigKind} from './config-kind.js'

export type SchemaKind = Exclude<ConfigKind, 'other'>

const SCHEMAS = {
  v0: () => import('./schemas/v0.json', {with: {type: 'json'}}),
  v1: () => import('./schemas/v1.json', {with: {type: 'json'}}),
  v2: () => import('./schemas/v2.json', {with: {type: 'json'}}),
  flags: () => import('./schemas/flags.json', {with: {type: 'json'}}),
}

const compiled = new Map<SchemaKind, Promise<ValidateFunction>>()

/** What a schema of ours says against a value. The validator is loaded by the first that is asked. */
export async function checkSchema(kind: SchemaKind, value: unknown): Promise<readonly ErrorObject[]> {
  const known = compiled.get(kind) ?? compile(kind)
  compiled.set(kind, known)
  const validate = await known
  return validate(value) ? [] : (validate.errors ?? [])
}

async function compile(kind: SchemaKind): Promise<ValidateFunction> {
  const [{Ajv2020}, {default: schema}] = await Promise.all([import('ajv/dist/2020.js'), SCHEMAS[kind]()])
  return new Ajv2020({allErrors: true, discriminator: true, strict: false, verbose: true}).compile(schema)
}
