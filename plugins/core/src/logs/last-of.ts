/** The last so many; no more than these are held. */
export async function* lastOf<Line>(lines: AsyncIterable<Line>, limit: number): AsyncIterable<Line> {
  const kept: Line[] = []
  let at = 0
  for await (const line of lines) {
    kept[at % limit] = line
    at += 1
  }
  const first = Math.max(0, at - limit)
  for (let index = first; index < at; index += 1) yield kept[index % limit] as Line
}
