const COUNT = 5

/** The names most like the one that is wanted, the likest first, of two alike the later; none that has little to do with it. */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  const limit = Math.max(2, Math.ceil(wanted.length / 2))
  return names
    .map((name) => ({name, distance: editDistance(wanted, name)}))
    .filter(({distance}) => distance <= limit)
    .toSorted((one, other) => one.distance - other.distance || (one.name < other.name ? 1 : -1))
    .slice(0, COUNT)
    .map(({name}) => name)
}

/** Levenshtein's: how many letters are added, removed or exchanged. */
function editDistance(one: string, other: string): number {
  let row = Array.from({length: other.length + 1}, (_, index) => index)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let index = 1; index <= other.length; index += 1) {
      const same = one[at - 1] === other[index - 1] ? 0 : 1
      next.push(Math.min((row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1, (row[index - 1] ?? 0) + same))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
