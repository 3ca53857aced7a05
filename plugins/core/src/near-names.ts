import {editDistance} from './edit-distance.js'

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
