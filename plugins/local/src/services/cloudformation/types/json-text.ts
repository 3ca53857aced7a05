/** A policy or a similar document: templates hold it as an object or as text, the APIs take text. */
export function jsonText(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document)
}
