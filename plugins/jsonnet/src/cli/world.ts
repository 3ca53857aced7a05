export type Environment = Readonly<Record<string, string | undefined>>

/** What the command has of the world around it. */
export interface World {
  readonly environment: Environment
  stdin(): string
  stderr(text: string): void
}

/** With somewhere to print. */
export interface Terminal extends World {
  stdout(text: string): void
}
