/**
 * Which messages of a batch have failed, by the function's own account: all where it cannot be understood
 * (AWS Lambda Developer Guide, "Handling errors for an SQS event source": the conditions for success and failure).
 */
export function itemFailures(answer: string, all: readonly string[]): readonly string[] {
  try {
    const {batchItemFailures} = (JSON.parse(answer || '{}') ?? {}) as {batchItemFailures?: unknown}
    if (batchItemFailures === undefined || batchItemFailures === null) return []
    const failed = (batchItemFailures as readonly {itemIdentifier?: unknown}[]).map(
      ({itemIdentifier}) => itemIdentifier,
    )
    return failed.every((id): id is string => typeof id === 'string' && all.includes(id)) ? failed : all
  } catch {
    return all
  }
}
