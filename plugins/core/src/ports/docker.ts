import type {AddedFolder} from '../docker/build-options.js'
import type {RegistryAuthorization} from '../context.js'
import type {ImageProgress} from '../events.js'

export interface BuildInput {
  readonly dockerfile: string
  readonly context: string
  readonly platform: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** Written into the image. */
  readonly labels?: Readonly<Record<string, string>>
  readonly target?: string
  /** What the context has beside what is on disk. */
  readonly added?: readonly AddedFolder[]
  /** `name:tag` to give the image. */
  readonly tag: string
  /** For a base image in the app's own registry. */
  readonly authorization?: RegistryAuthorization
}

export interface BuiltImage {
  /** Digest of the image's config; not what a registry calls its digest. */
  readonly id: string
  /** `linux/amd64`. */
  readonly platform: string
}

/** An image that the engine has. */
export interface EngineImage {
  /** Digest of its config. */
  readonly id: string
  /** `repository@sha256:…`, one for each repository that it came from or was pushed to. */
  readonly digests: readonly string[]
}

export interface PushInput {
  /** `repository:tag`. */
  readonly reference: string
  readonly authorization: RegistryAuthorization
}

export type PushResult =
  | {readonly pushed: true; readonly digest: string}
  /** The immutable tag is there already: another run was faster. */
  | {readonly pushed: false}

export interface DockerEngine {
  /** Throws `DOCKER_UNAVAILABLE`. */
  version(): Promise<{version: string; apiVersion: string; architecture: string; host: string}>
  /** What it has under a name, without asking a registry. `undefined`: nothing for that platform. */
  find(reference: string, platform: string, signal: AbortSignal): Promise<EngineImage | undefined>
  build(input: BuildInput, progress: (progress: ImageProgress) => void, signal: AbortSignal): Promise<BuiltImage>
  push(input: PushInput, progress: (progress: ImageProgress) => void, signal: AbortSignal): Promise<PushResult>
}
