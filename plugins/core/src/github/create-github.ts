import type {GitHub} from '../ports/github.js'

export interface GitHubOptions {
  /** `https://api.github.com`, `https://github.example.com/api/v3`. */
  readonly api: string
  /** For a private repository. */
  readonly token?: string | undefined
  readonly signal: AbortSignal
}

/** Whoever has no network sets up access too: numbers can be given by flags. */
const PATIENCE_MS = 10_000

export function createGitHub({api, token, signal}: GitHubOptions): GitHub {
  const ask = async (path: string): Promise<Record<string, unknown> | undefined> => {
    try {
      const response = await fetch(`${api.replace(/\/$/, '')}/${path}`, {
        headers: {
          accept: 'application/vnd.github+json',
          'user-agent': 'aws-stack',
          ...(token && {authorization: `Bearer ${token}`}),
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      })
      return response.ok ? ((await response.json()) as Record<string, unknown>) : undefined
    } catch (error) {
      if (signal.aborted) throw error
      return undefined
    }
  }
  return {
    async repository(name) {
      const found = await ask(`repos/${name}`)
      const owner = found?.['owner'] as {id?: unknown} | undefined
      if (!found || typeof found['id'] !== 'number' || typeof owner?.id !== 'number') return undefined
      return {
        fullName: String(found['full_name']),
        id: String(found['id']),
        ownerId: String(owner.id),
        defaultBranch: String(found['default_branch']),
      }
    },
    async commit(repository, ref) {
      const sha = (await ask(`repos/${repository}/commits/${encodeURIComponent(ref)}`))?.['sha']
      return typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha) ? sha : undefined
    },
  }
}
