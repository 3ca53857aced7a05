type Data = Readonly<Record<string, unknown>>

/**
 * Names that a piece of a template mentions: parameters, resources and, through conditions, what those mention.
 * `conditions` holds what each condition mentions.
 */
export function referencesIn(
  data: unknown,
  conditions: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Set<string> {
  const found = new Set<string>()
  const add = (names: Iterable<string>) => {
    for (const name of names) found.add(name)
  }

  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value as Data)) {
      if (key === 'Ref' && typeof inner === 'string') found.add(inner)
      else if (key === 'Fn::GetAtt')
        add([String((Array.isArray(inner) ? inner[0] : String(inner).split('.')[0]) as string)])
      else if (key === 'Fn::Sub') add(namesInSub(inner))
      else if (key === 'Fn::If' && Array.isArray(inner)) add(conditions.get(String(inner[0])) ?? [])
      else if (key === 'Condition' && typeof inner === 'string') add(conditions.get(inner) ?? [])
      else if (key === 'DependsOn') add([inner].flat().map(String))
      if (key !== 'DependsOn') walk(inner)
    }
  }

  walk(data)
  return found
}

/** Resources of which a piece of a template reads an attribute: it can change while the resource stays. */
export function attributeOwnersIn(data: unknown): Set<string> {
  const found = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value as Data)) {
      if (key === 'Fn::GetAtt') found.add(String(Array.isArray(inner) ? inner[0] : String(inner).split('.')[0]))
      if (key === 'Fn::Sub')
        for (const [, name = ''] of String(Array.isArray(inner) ? inner[0] : inner).matchAll(/\$\{(\w+)\./g))
          found.add(name)
      walk(inner)
    }
  }
  walk(data)
  return found
}

/** What every condition mentions, through the conditions that it is made of. */
export function conditionReferences(conditions: Data): Map<string, Set<string>> {
  const resolved = new Map<string, Set<string>>()
  const resolve = (name: string, path: readonly string[]): Set<string> => {
    const known = resolved.get(name)
    if (known || path.includes(name)) return known ?? new Set()
    const inner = new Map(Object.keys(conditions).map((other) => [other, new Set<string>()]))
    for (const other of conditionsIn(conditions[name])) inner.set(other, resolve(other, [...path, name]))
    const found = referencesIn(conditions[name], inner)
    resolved.set(name, found)
    return found
  }
  for (const name of Object.keys(conditions)) resolve(name, [])
  return resolved
}

function conditionsIn(data: unknown): string[] {
  if (Array.isArray(data)) return data.flatMap(conditionsIn)
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data as Data).flatMap(([key, value]) =>
    key === 'Condition' && typeof value === 'string' ? [value] : conditionsIn(value),
  )
}

function namesInSub(value: unknown): string[] {
  const text = Array.isArray(value) ? String(value[0] as string) : String(value)
  const own = Array.isArray(value) ? Object.keys((value[1] ?? {}) as Data) : []
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.split('.')[0] ?? '')
  return names.filter((name) => !own.includes(name))
}
