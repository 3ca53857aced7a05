import type {HandlerScope, Properties} from '../handler.js'

export interface Tag {
  readonly Key: string
  readonly Value: string
}

/** The resource's own tags over the stack's, as CloudFormation merges them. */
export function tagsOf(properties: Properties, scope: HandlerScope, property = 'Tags'): Tag[] {
  const own = (properties[property] ?? []) as readonly {Key: unknown; Value: unknown}[]
  const merged = new Map(scope.tags.map(({Key, Value}) => [Key, Value]))
  for (const {Key, Value} of own) merged.set(String(Key), String(Value))
  return [...merged].map(([Key, Value]) => ({Key, Value}))
}

/** For the services whose tags are a map. */
export function tagMap(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({Key, Value}) => [Key, Value]))
}

/** For ECS, which spells a tag's fields small. */
export function lowerTags(tags: readonly Tag[]): {key: string; value: string}[] {
  return tags.map(({Key, Value}) => ({key: Key, value: Value}))
}

export interface RetagInput {
  readonly current: Readonly<Record<string, string | undefined>>
  readonly wanted: readonly Tag[]
  readonly add: (tags: Tag[]) => Promise<unknown>
  readonly remove: (keys: string[]) => Promise<unknown>
}

/** Brings a resource's tags to `wanted` with the fewest calls. */
export async function retag({current, wanted, add, remove}: RetagInput): Promise<void> {
  const keys = new Set(wanted.map(({Key}) => Key))
  // A service's own tags (`aws:elasticfilesystem:…`) are not ours to take away.
  const removed = Object.keys(current).filter((key) => !keys.has(key) && !key.startsWith('aws:'))
  const added = wanted.filter(({Key, Value}) => current[Key] !== Value)
  if (removed.length > 0) await remove(removed)
  if (added.length > 0) await add(added)
}

/** A service's list of tags as `RetagInput.current`. */
export function byKey(tags: readonly {Key?: string | undefined; Value?: string | undefined}[] = []) {
  return Object.fromEntries(tags.map(({Key, Value}) => [Key ?? '', Value]))
}
