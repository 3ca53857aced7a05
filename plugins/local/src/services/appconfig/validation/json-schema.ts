import type {InvalidConfigurationDetail} from '@aws-sdk/client-appconfig'
import {Ajv, type ErrorObject, type ValidateFunction} from 'ajv'
import addFormats from 'ajv-formats'

import {badRequest} from '../faults.js'

/** AppConfig takes JSON Schema of draft 4 and later; what a draft of its own needs is not looked at. */
export function checkSchema(schema: string): void {
  compile(schema)
}

/** What a schema has against a text. */
export function schemaProblems(schema: string, content: string): InvalidConfigurationDetail[] {
  return problemsOf(compile(schema), content)
}

export function problemsOf(check: ValidateFunction, content: string): InvalidConfigurationDetail[] {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (error) {
    const Reason = `The configuration is no JSON: ${(error as Error).message}`
    return [{Type: 'JSON_SCHEMA', Constraint: 'json', Location: '$', Reason}]
  }
  return check(value) ? [] : (check.errors ?? []).map(detail)
}

export function compileSchema(schema: object): ValidateFunction {
  const ajv = new Ajv({allErrors: true, strict: false, validateSchema: false, verbose: true})
  addFormats.default(ajv)
  return ajv.compile(schema)
}

function compile(text: string): ValidateFunction {
  try {
    // The word for the draft is one more thing to fetch; the rules are those of draft 7.
    const schema = JSON.parse(text) as Record<string, unknown>
    delete schema['$schema']
    return compileSchema(schema)
  } catch (error) {
    throw badRequest(`The JSON schema of the validator is not valid: ${(error as Error).message}`)
  }
}

function detail({keyword, instancePath, message, data}: ErrorObject): InvalidConfigurationDetail {
  const Location = `$${instancePath.replaceAll('/', '.')}`
  const Value = JSON.stringify(data)?.slice(0, 200)
  return {Type: 'JSON_SCHEMA', Constraint: keyword, Location, Reason: `${Location}: ${message}`, Value}
}
