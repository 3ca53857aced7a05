/** What a verb works with: where, and the app's own checked settings. */
export interface Settings<Config = unknown> {
  readonly stage: string
  readonly region: string
  /** The account that is expected: no call but the question who we are is made in another. */
  readonly account?: string | undefined
  readonly config: Config
  /** Where each key's value came from, for messages: `VAST_CIDR in .env`, `aws-stack.yaml:7`. */
  readonly sources?: Readonly<Record<string, string>>
}
