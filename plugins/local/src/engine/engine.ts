/** The Docker engine that the local AWS uses. */
export interface Engine {
  /** `found`: somebody's, never touched; `private`: ours, started and stopped with the local AWS. */
  readonly kind: 'found' | 'private'
  /** What `DOCKER_HOST` should say. */
  readonly host: string
  readonly version: string
}

export interface NoEngine {
  readonly kind: 'missing'
  /** What was looked for, and what would help. */
  readonly reason: string
}
