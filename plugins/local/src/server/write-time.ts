/** A replacer for `JSON.stringify`: a `Date` becomes epoch seconds, as AWS's JSON writes a time. It is a text already by the time the replacer is asked. */
export function writeTime(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key]
  return original instanceof Date ? original.getTime() / 1000 : value
}
