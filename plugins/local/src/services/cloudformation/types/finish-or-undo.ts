/**
 * The calls that follow a create. A failed handler has no physical id to delete by, so when one of them fails
 * the half-made resource is taken away at once; the first failure is the one reported.
 */
export async function finishOrUndo<T>(finish: () => Promise<T>, undo: () => Promise<unknown>): Promise<T> {
  try {
    return await finish()
  } catch (error) {
    await undo().catch(() => undefined)
    throw error
  }
}
