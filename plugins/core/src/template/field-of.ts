/** A field of what may be an object; `undefined` where it is none, or has none. */
export function fieldOf(place: unknown, name: string): unknown {
  if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined
  return (place as Readonly<Record<string, unknown>>)[name]
}
