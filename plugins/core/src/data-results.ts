export interface ImportResult {
  app: string
  stage: string
  region: string
  /** Those that the server has taken whole, in their order. */
  sources: ImportedSource[]
  /** Of them all, as they are stored. */
  bytes: number
  /** Of the program in the server: other than 0 it has refused the source behind the last of `sources`. */
  exitCode: number
  durationMs: number
}

export interface ImportedSource {
  /** As it was named; `-` is standard input. */
  name: string
  format: string
  /** As it is stored. */
  bytes: number
  /** What the server was given: more, where the source is compressed. */
  sentBytes: number
}

export interface ExportResult {
  app: string
  stage: string
  region: string
  /** As it was named; `-` is standard output. */
  output: string
  format: string
  bytes: number
  /** Of the program in the server: other than 0 there is no output. */
  exitCode: number
  durationMs: number
}

export interface QueryResult {
  /** Events, as the server tells them. */
  rows: Record<string, unknown>[]
  /** There are more than were asked for. */
  truncated: boolean
  exitCode: number
}

export interface CountResult {
  /** Absent where the program in the server has failed. */
  count?: number
  exitCode: number
}

export interface BucketResult {
  app: string
  stage: string
  region: string
  bucket: string
}

export interface BucketTransferResult extends BucketResult {
  key: string
  /** File, or `-`. */
  file: string
  bytes: number
  durationMs: number
}

export interface BucketDeleteResult extends BucketResult {
  changed: boolean
  /** How many. */
  deleted: number
}
