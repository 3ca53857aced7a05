import {isAlias, isMap, isPair, isScalar, isSeq, type Node} from 'yaml'

/** A YAML node as data, with CloudFormation's short forms written out: `!Ref X` becomes `{Ref: 'X'}`. */
export function toData(node: unknown): unknown {
  const data = plainData(node)
  const tag = (node as Node | null)?.tag
  if (!tag?.startsWith('!') || tag === '!') return data
  const name = tag.slice(1)
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
  return {[key]: name === 'GetAtt' && typeof data === 'string' ? splitOnce(data) : data}
}

function plainData(node: unknown): unknown {
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map(toData)
  if (isMap(node)) {
    return Object.fromEntries(
      node.items
        .filter(isPair)
        .map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), toData(pair.value)]),
    )
  }
  return isAlias(node) ? node.source : node
}

function splitOnce(value: string): string[] {
  const dot = value.indexOf('.')
  return [value.slice(0, dot), value.slice(dot + 1)]
}
