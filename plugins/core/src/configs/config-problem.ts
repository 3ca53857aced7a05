/** What is wrong with a configuration: an error keeps it from working, a warning is a key that nobody reads. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning'
  readonly profile: string
  /** The source, absolute. */
  readonly file: string
  /** `transforms[0].settings.key`; empty: the whole. */
  readonly path: string
  /** Lower case, without the path. */
  readonly message: string
  /** The innermost place of the source that made the value; absent where nothing tells. */
  readonly place?: SourcePlace
  /** Where the value was written, when that is another file: a library. */
  readonly made?: SourcePlace
}

/** From 1. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}
