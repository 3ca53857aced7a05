/** A source and what its errors call it. */
export interface SourceFile {
  readonly path: string
}
