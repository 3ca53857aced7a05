/** An image as people and Dockerfiles name it, taken apart. */
export interface ImageReference {
  /** As it was written. */
  readonly text: string
  /** Without tag and digest, as it was written. */
  readonly name: string
  /** `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  readonly host: string
  /** In full: `library/debian`. */
  readonly repository: string
  /** `latest` where neither tag nor digest is said. */
  readonly tag?: string
  /** `sha256:…`; it decides where there is a tag too. */
  readonly digest?: string
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*'
const HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+\\])(?::\\d+)?'
const TAG = '\\w[\\w.-]{0,127}'
const DIGEST = '[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,}'
const REFERENCE = new RegExp(
  `^(?<host>${HOST})/(?<path>${COMPONENT}(?:/${COMPONENT})*)(?::(?<tag>${TAG}))?(?:@(?<digest>${DIGEST}))?$`,
)

/**
 * By the grammar of `distribution/reference`: the part before the first slash is a host where it has a dot or a colon or is `localhost`,
 * else the image is Docker Hub's. `undefined`: it is no reference.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const first = text.split('/')[0] ?? ''
  const hasHost = text.includes('/') && (/[.:A-Z]/.test(first) || first === 'localhost')
  const groups = REFERENCE.exec(hasHost ? text : `docker.io/${text}`)?.groups
  if (!groups) return undefined

  const {host: written = '', path = '', tag, digest} = groups
  const host = written === 'index.docker.io' ? 'docker.io' : written
  const repository = host === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  return {
    text,
    name: hasHost ? `${written}/${path}` : path,
    host,
    repository,
    ...(tag !== undefined || digest === undefined ? {tag: tag ?? 'latest'} : {}),
    ...(digest !== undefined && {digest}),
  }
}

/** In full, for records: `docker.io/library/debian:12`. */
export function fullName({host, repository, tag, digest}: ImageReference): string {
  return `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}
