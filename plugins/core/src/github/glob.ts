/** What IAM reads a pattern as: `*` is any text, over slashes and colons too, `?` any one letter. */
export function globOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  return new RegExp(`^${source}$`)
}
