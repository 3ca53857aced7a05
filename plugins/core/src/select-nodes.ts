import type {AppOutline} from './app.js'
import {StackError} from './errors.js'
import {type Graph, keyOf} from './graph.js'

/** The parts asked for, in the definition's order; all without `parts`. Throws `UNKNOWN_PART`. */
export function selectParts({name, stacks}: AppOutline, parts: readonly string[] | undefined): string[] {
  const known = stacks.map(({part}) => part)
  const unknown = parts?.filter((part) => !known.includes(part)) ?? []
  if (unknown.length > 0)
    throw new StackError('UNKNOWN_PART', `${name} has no part ${unknown.join(', ')}; it has ${known.join(', ')}`)
  return parts?.length ? known.filter((part) => parts.includes(part)) : known
}

/** The nodes of these parts: their stacks, the images these take, and the configurations whose profiles they make; those that no part makes come with all parts. */
export function selectNodes(graph: Graph, parts: readonly string[]): Graph {
  const stacks = parts.map((name) => keyOf({kind: 'stack', name}))
  const images = stacks.flatMap((key) => graph.get(key)?.needs ?? []).filter((key) => key.startsWith('image '))
  const isWhole = [...graph.values()].every(({ref}) => ref.kind !== 'stack' || parts.includes(ref.name))
  return new Map(
    [...graph].filter(
      ([
        key,
        {
          ref,
          needs: [owner = ''],
        },
      ]) => (ref.kind === 'config' ? isWhole || stacks.includes(owner) : stacks.includes(key) || images.includes(key)),
    ),
  )
}

/** The images asked for; all without `names`. Throws `UNKNOWN_IMAGE`. */
export function selectImages({name, images}: AppOutline, names: readonly string[] | undefined): string[] {
  const known = images.map((image) => image.name)
  const unknown = names?.filter((image) => !known.includes(image)) ?? []
  if (unknown.length > 0)
    throw new StackError('UNKNOWN_IMAGE', `${name} has no image ${unknown.join(', ')}; it has ${known.join(', ')}`)
  return names?.length ? known.filter((image) => names.includes(image)) : known
}
