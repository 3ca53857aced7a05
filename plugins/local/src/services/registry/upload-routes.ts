import {answer, location, type RegistryCall} from './registry-call.js'
import {digestInvalid, RegistryError} from './registry-error.js'
import {isDigest, type Upload} from './store/layer-store.js'
import {layerOwner, type Repository} from './store/repositories.js'

/** POST: mounts a layer of another repository where it can, else opens an upload. A `digest` is not taken here: the client goes on with PUT. */
export async function startUpload(call: RegistryCall): Promise<void> {
  const mount = call.url.searchParams.get('mount')
  const from = call.url.searchParams.get('from')
  if (mount && from && (await mountLayer(call, mount, from))) return created(call, mount)
  progress(call, 202, await call.layers.begin(call.owner))
}

export async function getUpload(call: RegistryCall): Promise<void> {
  progress(call, 204, openUpload(call))
}

/** PATCH: chunks arrive in order; like Docker's registry it takes `Content-Range` on trust. */
export async function appendUpload(call: RegistryCall): Promise<void> {
  const upload = openUpload(call)
  const type = call.request.headers['content-type']
  if (type !== undefined && type !== 'application/octet-stream')
    throw new RegistryError(500, 'UNKNOWN', 'unknown error', {})
  await call.layers.append(upload, call.request)
  progress(call, 202, upload)
}

/** PUT: the last bytes, if any, and the digest of the whole. */
export async function finishUpload(call: RegistryCall): Promise<void> {
  const upload = openUpload(call)
  const digest = call.url.searchParams.get('digest')
  if (!digest) throw digestInvalid('digest missing')
  if (!isDigest(digest)) throw digestInvalid('digest parsing failed')
  await call.layers.append(upload, call.request)
  if (!(await call.layers.finish(upload, digest))) throw digestInvalid({Digest: digest})
  created(call, digest)
}

export async function cancelUpload(call: RegistryCall): Promise<void> {
  const upload = openUpload(call)
  await call.layers.cancel(upload)
  answer(call, 204, {'docker-upload-uuid': upload.id})
}

async function mountLayer(call: RegistryCall, digest: string, from: string): Promise<boolean> {
  const source = sourceRepository(call, from)
  if (!source || (await call.layers.size(layerOwner(source), digest)) === undefined) return false
  await call.layers.link(call.owner, digest)
  return true
}

function sourceRepository(call: RegistryCall, from: string): Repository | undefined {
  try {
    return call.repositories.at(call.request.headers.host, from)
  } catch {
    return undefined
  }
}

function openUpload(call: RegistryCall): Upload {
  const upload = call.layers.upload(call.owner, call.reference)
  if (!upload) throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry', {})
  return upload
}

function progress(call: RegistryCall, status: number, upload: Upload): void {
  answer(call, status, {
    location: location(call, `${call.path}/blobs/uploads/${upload.id}?_state=${upload.size}`),
    range: `0-${Math.max(0, upload.size - 1)}`,
    'docker-upload-uuid': upload.id,
  })
}

function created(call: RegistryCall, digest: string): void {
  answer(call, 201, {location: location(call, `${call.path}/blobs/${digest}`), 'docker-content-digest': digest})
}
