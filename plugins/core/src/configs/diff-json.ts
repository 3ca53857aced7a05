export interface JsonDifference {
  /** `transforms[0].settings.key` */
  readonly path: string
  readonly before?: string
  readonly after?: string
}

/** What is otherwise, value by value. */
export function diffJson(before: string | undefined, after: string | undefined): JsonDifference[] {
  const read = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text))
  return differences('', read(before), read(after))
}

function differences(path: string, before: unknown, after: unknown): JsonDifference[] {
  if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => differences(join(path, key, Array.isArray(before)), before[key], after[key]))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const said = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value))
  const [from, to] = [said(before), said(after)]
  return [{path, ...(from !== undefined && {before: from}), ...(to !== undefined && {after: to})}]
}

function join(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`
  return path ? `${path}.${key}` : key
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
