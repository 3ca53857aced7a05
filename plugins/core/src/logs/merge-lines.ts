/** Lines of several sources as one, by their time; each source is sorted already. Holds one line of each. */
export async function* mergeLines<Line extends {readonly at: number}>(
  sources: readonly AsyncIterable<Line>[],
): AsyncIterable<Line> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]())
  try {
    const heads = await Promise.all(iterators.map((iterator) => iterator.next()))
    for (;;) {
      const first = earliest(heads)
      if (first === undefined) return
      yield (heads[first] as IteratorYieldResult<Line>).value
      heads[first] = await (iterators[first] as AsyncIterator<Line>).next()
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.()
  }
}

/** Of equal times the source that comes first. */
function earliest(heads: readonly IteratorResult<{readonly at: number}>[]): number | undefined {
  let first: number | undefined
  let time = Infinity
  for (const [index, head] of heads.entries()) {
    if (head.done || (first !== undefined && head.value.at >= time)) continue
    first = index
    time = head.value.at
  }
  return first
}
