import {StackError} from '../errors.js'
import type {GitHub} from '../ports/github.js'
import {GITHUB_ISSUER, type GitHubAccess} from './github-access.js'

export interface AccessInput {
  /** `org/name` */
  readonly repo: string
  readonly repoId?: string | undefined
  readonly ownerId?: string | undefined
  readonly environment?: string | undefined
  readonly branch?: string | undefined
  readonly issuer: string
}

const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/
/** No `*`, `?`, `${`, comma or colon: what IAM or GitHub read as more than a letter. */
const NAME = /^[A-Za-z0-9._/@+#-]{1,200}$/
const ISSUER = /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[A-Za-z0-9_.-]+)*$/

/** Condition keys of AWS STS in the Service Authorization Reference: of GitHub's own issuers, in the commercial regions since January 2026. */
const CLAIMS = /^https:\/\/token\.actions\.(githubusercontent\.com(\/[^/]+)?|[a-z0-9-]+\.ghe\.com)$/

/**
 * Whom the flags mean. Numbers and the default branch are asked of GitHub where the flags do not say them; they are never guessed. Throws
 * `USAGE` and `GITHUB_IDS_MISSING`.
 */
export async function resolveAccess(input: AccessInput, region: string, github: GitHub): Promise<GitHubAccess> {
  const {repo, environment, issuer} = input
  assertForm(repo, REPOSITORY, 'repository', 'org/name, as in its address')
  if (environment !== undefined) assertForm(environment, NAME, 'environment', 'letters, digits and . _ / @ + # -')
  assertForm(issuer, ISSUER, 'issuer', `e.g. ${GITHUB_ISSUER}`)

  const {repoId, ownerId} = input
  if (repoId !== undefined) assertForm(repoId, /^\d{1,20}$/, 'number of a repository', 'digits')
  if (ownerId !== undefined) assertForm(ownerId, /^\d{1,20}$/, 'number of an owner', 'digits')
  const isKnown = repoId !== undefined && ownerId !== undefined && input.branch !== undefined
  const found = isKnown ? undefined : await github.repository(repo)
  if (found && found.fullName.toLowerCase() !== repo.toLowerCase()) throw moved(repo, found.fullName)

  const [owner = '', repository = ''] = (found?.fullName ?? repo).split('/')
  const ids = {owner: ownerId ?? found?.ownerId, repository: repoId ?? found?.id}
  const branch = input.branch ?? found?.defaultBranch ?? 'main'
  assertForm(branch, NAME, 'branch', 'letters, digits and . _ / @ + # -')
  return {
    owner,
    repository,
    ...idsOf(repo, issuer, ids),
    ...(environment !== undefined && {environment}),
    branch,
    issuer,
    claims: CLAIMS.test(issuer) && !/^(cn|us-gov|us-iso|eusc)/.test(region),
  }
}

function idsOf(
  repo: string,
  issuer: string,
  {owner, repository}: {owner: string | undefined; repository: string | undefined},
): Pick<GitHubAccess, 'ids'> {
  if (owner !== undefined && repository !== undefined) return {ids: {owner, repository}}
  // GitHub Enterprise Server: its tokens have names alone.
  if (issuer.endsWith('/_services/token')) return {}
  throw new StackError(
    'GITHUB_IDS_MISSING',
    `the numbers of ${repo} and its owner are not known: GitHub cannot be asked, or does not show it; tokens name them, and a pattern in their place would let in more than ${repo}`,
    {
      suggestions: [
        `gh api repos/${repo} --jq '"--repo-id \\(.id) --owner-id \\(.owner.id)"'`,
        'export GITHUB_TOKEN=$(gh auth token)',
      ],
      details: {repository: repo},
    },
  )
}

function assertForm(value: string, form: RegExp, what: string, wanted: string): void {
  if (!form.test(value))
    throw new StackError('USAGE', `not a${/^[aei]/.test(what) ? 'n' : ''} ${what}: ${value}; ${wanted}`)
}

function moved(repo: string, now: string): StackError {
  return new StackError('USAGE', `not a repository any more: ${repo}; it is ${now} now`, {
    suggestions: [`aws-stack github:setup --repo ${now}`],
  })
}
