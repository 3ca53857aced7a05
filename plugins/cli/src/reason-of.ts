/** Why something was not loaded, in one line: without the words that oclif puts before Node's. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [line = ''] = text.replace(/^\[MODULE_NOT_FOUND\] import\(\) failed to load .+?: /, '').split('\n')
  return line || 'it gives no reason'
}
