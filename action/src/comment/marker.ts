/** What a comment is about: there is one for each on a pull request. */
export interface CommentKey {
  readonly app: string
  readonly stage: string
  readonly region: string
  /** Where the command was limited to some. */
  readonly parts: readonly string[]
}

/** Who wrote it: GitHub counts runs up, over all workflows. */
export interface WrittenBy {
  readonly run: number
  readonly attempt: number
}

export interface Marker extends WrittenBy {
  readonly key: string
  /** From 1. */
  readonly part: number
  readonly parts: number
}

/** HTML that is not shown, as the first line of a comment: by it the comment is found again. */
export function formatMarker({key, part, parts, run, attempt}: Marker): string {
  return `<!-- aws-stack ${key} part=${part}/${parts} run=${run}.${attempt} -->`
}

const MARKER = /^<!-- aws-stack (?<key>\S+) part=(?<part>\d+)\/(?<parts>\d+) run=(?<run>\d+)\.(?<attempt>\d+) -->/

export function readMarker(body: string): Marker | undefined {
  const found = MARKER.exec(body)?.groups
  if (!found) return undefined
  const {key = '', part, parts, run, attempt} = found
  return {key, part: Number(part), parts: Number(parts), run: Number(run), attempt: Number(attempt)}
}

/** No name ends the marker, and no two keys are alike. */
export function keyOf({app, stage, region, parts}: CommentKey): string {
  return [app, stage, region, ...parts].map(encodeURIComponent).join('/')
}
