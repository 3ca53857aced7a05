import {ServiceError} from '../../server/service.js'
import {MissingReferences} from './store/images.js'

/** A refusal in the registry's own words: `{"errors": [{code, message, detail}]}` (OCI distribution specification, "Error Codes"). */
export class RegistryError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: unknown

  constructor(status: number, code: string, message: string, detail?: unknown) {
    super(message)
    this.status = status
    this.code = code
    this.detail = detail
  }
}

export const blobUnknown = (digest?: string): RegistryError =>
  new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry', digest)

export const digestInvalid = (detail?: unknown): RegistryError =>
  new RegistryError(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content', detail)

/** What ECR's own store refuses, as ECR words it to a Docker client. */
export function toRegistryErrors(error: unknown): RegistryError[] {
  if (error instanceof RegistryError) return [error]
  if (error instanceof MissingReferences)
    return error.digests.map(
      (digest) => new RegistryError(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry', digest),
    )
  if (error instanceof ServiceError) {
    if (error.code === 'RepositoryNotFoundException') return [new RegistryError(404, 'NAME_UNKNOWN', error.message)]
    if (error.code === 'ImageTagAlreadyExistsException') return [new RegistryError(400, 'TAG_INVALID', error.message)]
  }
  return [new RegistryError(500, 'UNKNOWN', error instanceof Error ? error.message : String(error))]
}
