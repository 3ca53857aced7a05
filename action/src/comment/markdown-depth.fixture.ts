import assert from 'node:assert/strict'

/** How many folds are open at the end; what is within a fence is text. Fails where a fence stays open, or a fold is closed twice. */
export function depthOf(markdown: string): number {
  let fence = 0
  let depth = 0
  for (const line of markdown.split('\n')) {
    const [, run = '', rest = ''] = /^ {0,3}(`{3,})([^`]*)$/.exec(line) ?? []
    if (fence === 0) {
      fence = run.length
      depth += (line.match(/<details/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length
      assert.ok(depth >= 0)
    } else if (run.length >= fence && rest.trim() === '') fence = 0
  }
  assert.equal(fence, 0)
  return depth
}
