import type {Description} from './description.js'

/**
 * The description without these boxes, and without the calls of a function that is left out. What else leads to a box that is left out stays,
 * for `problems.ts` to tell.
 */
export function leaveOut(pipeline: Description, boxes: readonly string[]): Description {
  const callsLeft = <Box extends {readonly calls?: string[] | undefined}>(box: Box): Box =>
    box.calls ? {...box, calls: box.calls.filter((name) => !boxes.includes(name))} : box
  const left = <Box>(section: Readonly<Record<string, Box>>, map: (box: Box) => Box): Record<string, Box> =>
    Object.fromEntries(
      Object.entries(section).flatMap(([name, box]) => (boxes.includes(name) ? [] : [[name, map(box)]])),
    )
  return {
    ...pipeline,
    sources: left(pipeline.sources, callsLeft),
    streams: left(pipeline.streams, (stream) => stream),
    transforms: left(pipeline.transforms, callsLeft),
    sinks: left(pipeline.sinks, callsLeft),
  }
}

/** Names that can be left out. */
export function boxNames({sources, streams, transforms, sinks}: Description): string[] {
  return [sources, streams, transforms, sinks].flatMap((section) => Object.keys(section))
}
