import {createHash} from 'node:crypto'

/** A manifest as it was pushed: the digest is that of these very bytes. */
export interface Manifest {
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Buffer
  readonly pushedAt: Date
  /** `config.mediaType`: what kind of artefact it is. */
  readonly artifactMediaType?: string
  /** Config and layers; for a list, the manifests in it. */
  readonly references: readonly {readonly digest: string; readonly size: number}[]
  readonly isList: boolean
}

export const MANIFEST_TYPES = {
  docker: 'application/vnd.docker.distribution.manifest.v2+json',
  oci: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
} as const

interface ManifestJson {
  readonly schemaVersion?: unknown
  readonly mediaType?: string
  readonly config?: Descriptor
  readonly layers?: readonly Descriptor[]
  readonly manifests?: readonly Descriptor[]
}

interface Descriptor {
  readonly mediaType?: string
  readonly digest: string
  readonly size: number
}

/** `undefined`: not a manifest of one of the four types, or of another type than it is sent as. */
export function parseManifest(bytes: Buffer, sentAs: string | undefined): Manifest | undefined {
  const json = parseJson(bytes)
  const mediaType = sentAs ?? json?.mediaType
  if (json?.schemaVersion !== 2 || !mediaType) return undefined
  if (json.mediaType !== undefined && json.mediaType !== mediaType) return undefined

  const isList = mediaType === MANIFEST_TYPES.dockerList || mediaType === MANIFEST_TYPES.ociIndex
  const isImage = mediaType === MANIFEST_TYPES.docker || mediaType === MANIFEST_TYPES.oci
  if (isList ? !json.manifests : !isImage || !json.config || !json.layers) return undefined

  const references = isList ? (json.manifests ?? []) : [json.config, ...(json.layers ?? [])].filter((part) => !!part)
  if (references.some((part) => typeof part.digest !== 'string' || typeof part.size !== 'number')) return undefined
  return {
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    mediaType,
    bytes,
    pushedAt: new Date(),
    ...(json.config?.mediaType && {artifactMediaType: json.config.mediaType}),
    references,
    isList,
  }
}

function parseJson(bytes: Buffer): ManifestJson | undefined {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof json === 'object' && json !== null ? json : undefined
  } catch {
    return undefined
  }
}
