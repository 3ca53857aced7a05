/** `transforms[0].settings.key`, a key that is no name in brackets. */
export function fieldPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

/** The names in a JSON Pointer (RFC 6901). */
export function pointerNames(pointer: string): string[] {
  const names = pointer.split('/').slice(1)
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Of a JSON Pointer into the value. */
export function pathOf(pointer: string, value: unknown): string {
  let [path, inside] = ['', value]
  for (const name of pointerNames(pointer)) {
    path = Array.isArray(inside) ? `${path}[${name}]` : fieldPath(path, name)
    inside = typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[name] : undefined
  }
  return path
}
