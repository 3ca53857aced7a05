import type {Description} from './description.js'
import {targetName} from './to-pipeline.js'

/** Buckets, queues and topics with two readers: each has one notification, mapping or subscription. */
export function sharedProblems({sources}: Description): string[] {
  const readers = new Map<string, string[]>()
  for (const [name, source] of Object.entries(sources)) {
    const [first, second = first] = source.kind.split('-')
    const targets = [
      ...(first === 's3' ? [`bucket ${targetName(name, source, 'bucket')}`] : []),
      ...(second === 'sqs' ? [`queue ${targetName(name, source, 'queue')}`] : []),
      ...(second === 'sns' ? [`topic ${targetName(name, source, 'topic')}`] : []),
    ]
    for (const target of targets) readers.set(target, [...(readers.get(target) ?? []), name])
  }
  return [...readers].flatMap(([target, names]) =>
    names.length > 1 ? [`the ${target} is of ${names.join(' and of ')}; each source needs its own`] : [],
  )
}

/** What a sink writes must not be told to a source of the same bucket: it would come round for ever, and be billed each time. */
export function sharedBucketProblems({sources, sinks}: Description): string[] {
  return Object.entries(sinks).flatMap(([sinkName, sink]) => {
    if (sink.kind !== 's3') return []
    const bucket = targetName(sinkName, sink, 'bucket')
    return Object.entries(sources).flatMap(([sourceName, source]) => {
      if (!source.kind.startsWith('s3') || targetName(sourceName, source, 'bucket') !== bucket) return []
      const [from = '', to = ''] = [source.prefix, sink.prefix]
      if (from && to && !from.startsWith(to) && !to.startsWith(from)) return []
      return [
        `${sinkName} writes to the bucket ${bucket}, whose new objects ${sourceName} reads: each would be read again for ever. ` +
          'Take another bucket, or give both a "prefix" of which neither begins the other',
      ]
    })
  })
}

/** Queues whose names are those of the queues of what failed. */
export function takenQueueNames({sources, sinks}: Description): string[] {
  const named = [...Object.entries(sources), ...Object.entries(sinks)].filter(([, {kind}]) => kind.endsWith('sqs'))
  return named
    .map(([name, box]) => targetName(name, box, 'queue'))
    .filter((queue) => /-(failed|rejected)$/.test(queue))
    .map((queue) => `the queue ${queue} cannot end so: queues of failed messages and rejected records do`)
}
