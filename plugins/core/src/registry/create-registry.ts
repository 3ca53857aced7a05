import {createHash} from 'node:crypto'

import type {Registry, RegistryAccess} from '../ports/registry.js'
import {fullName, type ImageReference} from './image-reference.js'
import {createRegistryClient, originOf, type RegistryClient, type RegistryOptions} from './registry-client.js'
import {unreachable} from './registry-failed.js'

/** Without these a registry answers with what the oldest clients take, under another digest. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const DIGEST = /^[a-z0-9+._-]+:[0-9a-f]{32,}$/
const PAGE = 1000
const PAGES = 10

/** Nothing is asked before a method is called. */
export function createRegistry(options: RegistryOptions): Registry {
  const client = createRegistryClient(options)
  const digests = new Map<string, Promise<string | undefined>>()
  const platforms = new Map<string, Promise<string[] | undefined>>()
  return {
    digest(image, access) {
      const name = fullName(image)
      const asked = digests.get(name) ?? readDigest(client, image, access)
      digests.set(name, asked)
      return asked
    },
    platforms(image, digest, access) {
      const asked = platforms.get(digest) ?? readPlatforms(client, image, digest, access)
      platforms.set(digest, asked)
      return asked
    },
    tags: (image, access) => listTags(client, image, access),
  }
}

async function readDigest(
  client: RegistryClient,
  image: ImageReference,
  access: RegistryAccess,
): Promise<string | undefined> {
  const path = `manifests/${image.tag ?? 'latest'}`
  const head = await client.ask(image, {method: 'HEAD', path, accept: MANIFESTS}, access)
  if (head.status === 404) return undefined
  const told = head.headers.get('docker-content-digest')
  if (told !== null && DIGEST.test(told)) return told
  // The header is optional: the digest is the hash of the bytes.
  const whole = await client.ask(image, {method: 'GET', path, accept: MANIFESTS}, access)
  if (whole.status === 404) return undefined
  return `sha256:${createHash('sha256')
    .update(Buffer.from(await bodyOf(whole, image)))
    .digest('hex')}`
}

async function readPlatforms(
  client: RegistryClient,
  image: ImageReference,
  digest: string,
  access: RegistryAccess,
): Promise<string[] | undefined> {
  const response = await client.ask(image, {method: 'GET', path: `manifests/${digest}`, accept: MANIFESTS}, access)
  if (!response.ok) return undefined
  const {manifests} = (await jsonOf(response, image)) as Index
  return manifests?.flatMap(({platform}) => {
    if (!platform?.os || !platform.architecture || platform.os === 'unknown') return []
    const {os, architecture, variant} = platform
    return [[os, architecture, ...(variant ? [variant] : [])].join('/')]
  })
}

interface Index {
  readonly manifests?: readonly {platform?: {os?: string; architecture?: string; variant?: string}}[]
}

/** Page after page by `Link`; a registry that leads elsewhere is not followed. */
async function listTags(client: RegistryClient, image: ImageReference, access: RegistryAccess): Promise<string[]> {
  const tags: string[] = []
  const first = new URL(`/v2/${image.repository}/tags/list?n=${PAGE}`, originOf(image))
  let next: URL | undefined = first
  for (let page = 0; next && page < PAGES; page += 1) {
    const response: Response = await client.ask(image, {method: 'GET', path: next}, access)
    if (!response.ok) break
    const found = (await jsonOf(response, image)) as {tags?: string[] | null}
    tags.push(...(found.tags ?? []))
    const [, link] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '') ?? []
    const following: URL | undefined =
      link !== undefined && URL.canParse(link, first.href) ? new URL(link, first) : undefined
    next = following?.origin === first.origin ? following : undefined
  }
  return tags
}

/** An answer can break off after its headers. */
async function bodyOf(response: Response, image: ImageReference): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer()
  } catch (error) {
    throw unreachable(image, 'its answer broke off', error)
  }
}

async function jsonOf(response: Response, image: ImageReference): Promise<object> {
  const text = Buffer.from(await bodyOf(response, image)).toString('utf8')
  try {
    return (JSON.parse(text) ?? {}) as object
  } catch {
    return {}
  }
}
