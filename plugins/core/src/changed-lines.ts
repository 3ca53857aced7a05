export interface ChangedLines {
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** `before`: `undefined` where there was nothing. */
export function changedLines(before: string | undefined, after: string): ChangedLines {
  const [old, now] = [before?.split('\n') ?? [], after.trimEnd().split('\n')]
  return {
    removed: old.filter((line) => line !== '' && !now.includes(line)),
    added: now.filter((line) => !old.includes(line)),
  }
}
