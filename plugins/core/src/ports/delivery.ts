/** One event of a batch that was not taken, after all tries that can help. */
export interface Refusal {
  /** In the batch. */
  readonly index: number
  /** Of AWS. */
  readonly code: string
  readonly message: string
}
