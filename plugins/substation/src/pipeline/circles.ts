/** Ways from name to name. */
export type Ways = ReadonlyMap<string, readonly string[]>

/** The first way that comes back to where it began, `[raw, processor, raw]`; `undefined` where none does. */
export function findCircle(ways: Ways): readonly string[] | undefined {
  const done = new Set<string>()
  const walk = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (done.has(name)) return undefined
    for (const next of ways.get(name) ?? []) {
      const circle = walk(next, [...path, name])
      if (circle) return circle
    }
    done.add(name)
    return undefined
  }
  for (const name of ways.keys()) {
    const circle = walk(name, [])
    if (circle) return circle
  }
  return undefined
}
