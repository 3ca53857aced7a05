import type {Description} from './description.js'
import {findCircle} from './circles.js'
import {kindProblems} from './kind-problems.js'
import {referenceProblems} from './reference-problems.js'
import {sharedBucketProblems, sharedProblems, takenQueueNames} from './shared-problems.js'
import {targetName} from './to-pipeline.js'

/** What is wrong with a description whose form is right, a sentence each. */
export function problemsOf(description: Description): string[] {
  const found = [
    ...nameProblems(description),
    ...kindProblems(description),
    ...referenceProblems(description),
    ...sharedProblems(description),
    ...sharedBucketProblems(description),
    ...takenQueueNames(description),
    ...streamProblems(description),
  ]
  const circle = findCircle(waysOf(description))
  return circle ? [...found, `events would go in a circle: ${circle.join(' -> ')}`] : found
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

function nameProblems({sources, streams, transforms, sinks, tables}: Description): string[] {
  const sections = Object.entries({sources, streams, transforms, sinks, tables})
  const all = sections.flatMap(([section, boxes]) => Object.keys(boxes).map((name) => ({section, name})))
  const targets = [...Object.entries(sources), ...Object.entries(sinks)].flatMap(([name, box]) =>
    [box.bucket, box.queue, box.topic, 'table' in box ? box.table : undefined].flatMap((target) =>
      target === undefined ? [] : [{section: name, name: target}],
    ),
  )
  const wrong = [...all, ...targets].filter(({name}) => !NAME.test(name))
  const seen = new Map<string, string>()
  const twice = all.flatMap(({section, name}) => {
    // A table may be called as the stream that it comes from.
    if (section === 'tables') return []
    const first = seen.get(name)
    seen.set(name, section)
    return first === undefined ? [] : [`${name} is a name of ${first} and of ${section}; each box needs its own`]
  })
  return [
    ...wrong.map(
      ({section, name}) => `${section}: "${name}" is no name: small letters, digits and single hyphens, a letter first`,
    ),
    ...twice,
    ...all
      .filter(({section, name}) => name === 'autoscaling' && section !== 'tables' && section !== 'streams')
      .map(({section}) => `${section}: autoscaling is the name of the function that changes shards; choose another`),
  ]
}

function streamProblems({streams}: Description): string[] {
  return Object.entries(streams).flatMap(([name, {shards, minShards = 1, maxShards = Infinity}]) =>
    minShards <= shards && shards <= maxShards
      ? []
      : [`streams.${name}: shards ${shards} is not between minShards ${minShards} and maxShards ${maxShards}`],
  )
}

/** Where an event goes from each box. Buckets are left to `sharedBucketProblems`, which says more. */
function waysOf({sources, transforms, sinks}: Description): Map<string, string[]> {
  const ways = new Map<string, string[]>()
  const add = (from: string, to: readonly string[] = []) => ways.set(from, [...(ways.get(from) ?? []), ...to])
  for (const [name, {to}] of Object.entries(sources)) add(name, to)
  for (const [name, {from, to, calls}] of Object.entries(transforms)) {
    if (from !== undefined) add(from, [name])
    add(name, to)
    add(name, calls)
  }
  for (const [name, sink] of Object.entries(sinks)) {
    add(sink.from, [name])
    for (const what of ['queue', 'topic'] as const) {
      if (sink.kind !== (what === 'queue' ? 'sqs' : 'sns')) continue
      const readers = Object.entries(sources).filter(
        ([source, box]) =>
          box.kind.endsWith(sink.kind) && targetName(source, box, what) === targetName(name, sink, what),
      )
      add(
        name,
        readers.map(([source]) => source),
      )
    }
  }
  return ways
}
