/** A copy of plain data with every string in it changed; names of fields, and whatever is no plain data, stay. */
export function maskStrings<Value>(value: Value, mask: (text: string) => string): Value {
  return copy(value) as Value

  function copy(part: unknown): unknown {
    if (typeof part === 'string') return mask(part)
    if (Array.isArray(part)) return part.map(copy)
    return isPlain(part) ? Object.fromEntries(Object.entries(part).map(([key, field]) => [key, copy(field)])) : part
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
