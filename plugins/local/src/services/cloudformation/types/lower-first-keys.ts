export interface KeyRules {
  /** Properties whose keys are the user's own (labels, log options): they stay as they are. */
  readonly verbatim?: readonly string[]
  /** Properties that the API spells differently. */
  readonly renamed?: Readonly<Record<string, string>>
}

/** CloudFormation's property names as the JSON services spell them: `LogConfiguration` becomes `logConfiguration`, at any depth. */
export function lowerFirstKeys<Input>(value: unknown, rules: KeyRules = {}): Input {
  return lowered(value, rules) as Input
}

function lowered(value: unknown, rules: KeyRules): unknown {
  if (Array.isArray(value)) return value.map((item) => lowered(item, rules))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      rules.renamed?.[key] ?? key.charAt(0).toLowerCase() + key.slice(1),
      rules.verbatim?.includes(key) ? inner : lowered(inner, rules),
    ]),
  )
}
