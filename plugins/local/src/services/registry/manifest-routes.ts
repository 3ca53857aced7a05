import {answer, location, type RegistryCall} from './registry-call.js'
import {digestInvalid, RegistryError} from './registry-error.js'
import {findManifest, putManifest, removeManifest} from './store/images.js'
import {isDigest} from './store/layer-store.js'
import {type Manifest, MANIFEST_TYPES, parseManifest} from './store/manifest.js'

const LARGEST_MANIFEST = 4 * 1024 * 1024

/** GET and HEAD, by tag or digest. */
export async function getManifest(call: RegistryCall): Promise<void> {
  const manifest = findManifest(call.repository, call.reference)
  if (!manifest) throw manifestUnknown(call)
  const etag = `"${manifest.digest}"`
  if (call.request.headers['if-none-match'] === etag) return answer(call, 304)
  requireAccepted(call, manifest)
  answer(
    call,
    200,
    {'content-type': manifest.mediaType, 'docker-content-digest': manifest.digest, etag},
    manifest.bytes,
  )
}

export async function storeManifest(call: RegistryCall): Promise<void> {
  const {reference, repository} = call
  const manifest = parseManifest(await readBody(call), call.request.headers['content-type'])
  if (!manifest) throw new RegistryError(400, 'MANIFEST_INVALID', 'manifest invalid', {})
  if (isDigest(reference) && reference !== manifest.digest) throw digestInvalid()

  await putManifest(repository, call.layers, manifest, isDigest(reference) ? undefined : reference)

  answer(call, 201, {
    location: location(call, `${call.path}/manifests/${manifest.digest}`),
    'docker-content-digest': manifest.digest,
  })
}

/** By digest: the image with its tags. By tag: the tag alone (OCI distribution specification, "Deleting tags"). */
export async function deleteManifest(call: RegistryCall): Promise<void> {
  const {reference, repository} = call
  if (isDigest(reference) ? !repository.manifests.has(reference) : !repository.tagged.has(reference))
    throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  if (isDigest(reference)) removeManifest(repository, reference)
  else repository.tagged.delete(reference)
  answer(call, 202)
}

function manifestUnknown({reference, path}: RegistryCall): RegistryError {
  const detail = isDigest(reference) ? {Name: path, Revision: reference} : {Tag: reference}
  return new RegistryError(404, 'MANIFEST_UNKNOWN', 'manifest unknown', detail)
}

/** As Docker's registry does it: OCI types only to who asks for them; Docker's own to everybody. */
function requireAccepted({request}: RegistryCall, {mediaType}: Manifest): void {
  if (mediaType !== MANIFEST_TYPES.oci && mediaType !== MANIFEST_TYPES.ociIndex) return
  const accepted = (request.headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim())
  if (accepted.includes(mediaType)) return
  const kind = mediaType === MANIFEST_TYPES.oci ? 'manifest' : 'index'
  const message = `OCI ${kind} found, but accept header does not support OCI ${kind === 'manifest' ? 'manifests' : 'indexes'}`
  throw new RegistryError(404, 'MANIFEST_UNKNOWN', message)
}

async function readBody({request}: RegistryCall): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_MANIFEST) throw new RegistryError(413, 'SIZE_INVALID', 'manifest is larger than 4 MiB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
