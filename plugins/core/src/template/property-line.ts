import {isMap, isScalar, LineCounter, type Pair, parseDocument} from 'yaml'

/** 1-based line of the property that a reason names, by path (`/Resources/X/Properties/Y/Z`) or as a word; else of the resource itself. */
export function propertyLine(text: string, logicalId: string, reason: string): number | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, logLevel: 'silent'})
  const resource = pairOf(document.get('Resources', true), logicalId)
  if (!resource) return undefined
  const properties = pairOf(resource.value, 'Properties')
  const named = properties && (byPath(properties, reason) ?? byWord(properties, reason))
  const {key} = named ?? resource
  return isScalar(key) && key.range ? lines.linePos(key.range[0]).line : undefined
}

function byPath(properties: Pair, reason: string): Pair | undefined {
  const [, path = ''] = /(?:\/Properties|#)((?:\/[\w-]+)+)/.exec(reason) ?? []
  let found: Pair | undefined
  for (const name of path.split('/').slice(1)) {
    const next = pairOf((found ?? properties).value, name)
    if (!next) break
    found = next
  }
  return found
}

/** CamelCase names only: `Name` and `Description` are words of any sentence. */
function byWord(properties: Pair, reason: string): Pair | undefined {
  if (!isMap(properties.value)) return undefined
  return properties.value.items.find(
    ({key}) =>
      isScalar(key) && /[a-z][A-Z]/.test(String(key.value)) && new RegExp(`\\b${String(key.value)}\\b`).test(reason),
  )
}

function pairOf(node: unknown, name: string): Pair | undefined {
  return isMap(node) ? node.items.find(({key}) => isScalar(key) && key.value === name) : undefined
}
