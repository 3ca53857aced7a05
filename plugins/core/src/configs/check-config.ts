import {type ConfigKind, kindOf} from './config-kind.js'
import type {ConfigEra} from './config-source.js'
import {checkSchema, type SchemaKind} from './schema-check.js'
import {type SchemaProblem, schemaProblems} from './schema-problems.js'

export interface CheckedConfig {
  readonly kind: ConfigKind
  readonly problems: readonly SchemaProblem[]
}

/** Checks what a configuration means against the schema of its kind, which is told from its shape where no era is said. */
export async function checkConfig(content: string, era: ConfigEra | undefined): Promise<CheckedConfig> {
  const value: unknown = JSON.parse(content)
  const kind = kindOf(value, era)
  if (kind === 'other') return {kind, problems: []}
  if (kind !== 'transforms') return check(kind, value)
  const [v1, v2] = await Promise.all([check('v1', value), check('v2', value)])
  return v1.problems.length < v2.problems.length ? v1 : v2
}

async function check(kind: SchemaKind, value: unknown): Promise<CheckedConfig> {
  // Go takes null for nothing at all.
  const errors = await checkSchema(kind, kind === 'flags' ? value : withoutNull(value))
  return {kind, problems: schemaProblems(kind, errors)}
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutNull(field)]))
}
