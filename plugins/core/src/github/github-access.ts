/** Whose jobs come into the account. */
export interface GitHubAccess {
  readonly owner: string
  readonly repository: string
  /** At GitHub; absent only at a server of one's own, whose tokens do not name them. */
  readonly ids?: {readonly owner: string; readonly repository: string}
  /** Through which deploys go; without it they go by the branch alone. */
  readonly environment?: string
  /** That deploys. */
  readonly branch: string
  /** Who signs the jobs' tokens: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string
  /** AWS reads the claims `repository_id` and `ref` of this issuer's tokens too. */
  readonly claims: boolean
}

export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com'

/** For whom a token has to be meant; what the action asks GitHub for. */
export const AUDIENCE = 'sts.amazonaws.com'

/** As IAM names it in ARNs and condition keys. */
export function issuerHost({issuer}: Pick<GitHubAccess, 'issuer'>): string {
  return issuer.replace('https://', '')
}

/**
 * `sub` of the jobs that may plan, and of those that may deploy, as GitHub writes it in repositories of either age ("OpenID Connect
 * reference", "Immutable subject claims"): one that was renamed, or made after July 2026, has numbers in it.
 */
export function subjectsOf({owner, repository, ids, environment, branch}: GitHubAccess): Subjects {
  const names = [`${owner}/${repository}`, ...(ids ? [`${owner}@${ids.owner}/${repository}@${ids.repository}`] : [])]
  const deploy = environment === undefined ? `ref:refs/heads/${branch}` : `environment:${environment}`
  return {
    plan: names.map((name) => `repo:${name}:pull_request`),
    deploy: names.map((name) => `repo:${name}:${deploy}`),
  }
}

export interface Subjects {
  readonly plan: readonly string[]
  readonly deploy: readonly string[]
}
