import type {RegistryAuthorization} from '../context.js'
import type {ImageReference} from '../registry/image-reference.js'

/**
 * Container registries, by the OCI distribution specification. Each question throws `REGISTRY_UNREACHABLE`, `REGISTRY_DENIED` or
 * `REGISTRY_THROTTLED`.
 */
export interface Registry {
  /** The digest that the tag names now: one HEAD, which counts as no pull, and once for a context. `undefined`: there is no such image. */
  digest(image: ImageReference, access: RegistryAccess): Promise<string | undefined>
  /** Platforms of the manifest with the digest, once for a context; `undefined` for an image of one platform, whose manifest does not say it. */
  platforms(image: ImageReference, digest: string, access: RegistryAccess): Promise<string[] | undefined>
  /** The tags beside it, as far as ten thousand. */
  tags(image: ImageReference, access: RegistryAccess): Promise<string[]>
}

export interface RegistryAccess {
  /** The app's own registry: asked where the image's registry wants credentials and Docker's configuration has none that it takes. */
  readonly own: () => Promise<RegistryAuthorization | undefined>
  readonly signal: AbortSignal
}
