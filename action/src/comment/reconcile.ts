import {type Marker, readMarker, type WrittenBy} from './marker.js'

/** One that the token's own identity has written, with our marker. */
export interface OwnComment {
  readonly id: number
  /** Its id in GraphQL. */
  readonly nodeId: string
  readonly body: string
  readonly minimised: boolean
  readonly marker: Marker
}

/** What there should be of one key. */
export interface WantedComment extends WrittenBy {
  readonly key: string
  /** Of each part, with its marker. */
  readonly bodies: readonly string[]
  /** `false`: one that is there is brought up to date, but none is written. */
  readonly create: boolean
  /** Nothing is left to read about: shown as one line. */
  readonly minimised: boolean
}

export type CommentChange =
  | {readonly do: 'create'; readonly body: string}
  | {readonly do: 'update'; readonly id: number; readonly body: string}
  | {readonly do: 'minimise' | 'restore'; readonly nodeId: string}
  | {readonly do: 'delete'; readonly id: number}

/**
 * What brings the comments to what is wanted; nothing where they are so. Of several with one part, which two jobs make that run at
 * once, the newest stays. `undefined`: a later run has written already, whose plan is not to be lost to this one's.
 */
export function reconcile(existing: readonly OwnComment[], wanted: WantedComment): CommentChange[] | undefined {
  const own = existing.filter(({marker}) => marker.key === wanted.key).toSorted((one, other) => other.id - one.id)
  if (own.some(({marker}) => isLater(marker, wanted))) return undefined
  const kept = wanted.bodies.map((_, index) => own.find(({marker}) => marker.part === index + 1))
  return [
    ...wanted.bodies.flatMap((body, index) => changesOf(kept[index], body, wanted)),
    ...own.filter((comment) => !kept.includes(comment)).map(({id}) => ({do: 'delete' as const, id})),
  ]
}

function changesOf(comment: OwnComment | undefined, body: string, wanted: WantedComment): CommentChange[] {
  if (!comment) return wanted.create ? [{do: 'create', body}] : []
  const {id, nodeId, minimised} = comment
  return [
    // Before it is opened again, so that nobody sees the old text.
    ...(comment.body.trimEnd() === body ? [] : [{do: 'update' as const, id, body}]),
    ...(minimised === wanted.minimised
      ? []
      : [{do: wanted.minimised ? ('minimise' as const) : ('restore' as const), nodeId}]),
  ]
}

function isLater(one: WrittenBy, other: WrittenBy): boolean {
  return one.run > other.run || (one.run === other.run && one.attempt > other.attempt)
}

/** Comments of others may have the marker too: it is copied with a quotation. */
export function ownComments(
  comments: readonly {id: number; nodeId: string; body: string; author: string}[],
  viewer: string,
  minimised: ReadonlySet<string>,
): OwnComment[] {
  return comments.flatMap(({id, nodeId, body, author}) => {
    const marker = readMarker(body)
    return marker && author === viewer ? [{id, nodeId, body, minimised: minimised.has(nodeId), marker}] : []
  })
}
