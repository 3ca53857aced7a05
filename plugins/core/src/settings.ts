/** What a verb works with: where, and the app's own checked settings. */
export interface Settings<Config = unknown> {
  readonly stage: string
  readonly region: string
  readonly config: Config
}
