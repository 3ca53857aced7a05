import type {PlanResult} from '../plan-result.js'
import type {GitHubFinding} from './github-finding.js'

/** The `--json` shape of `github:setup`: stable. */
export interface GitHubSetupResult {
  readonly repository: string
  readonly stage: string
  readonly region: string
  readonly account: string
  readonly apps: readonly string[]
  /** Something was changed; with `--dry-run` would be. */
  readonly changed: boolean
  /** `made`: by this repository's stack; `used`: it was there. */
  readonly provider: {readonly arn: string; readonly origin: 'made' | 'used'}
  readonly roles: {readonly plan: GitHubRole; readonly deploy: GitHubRole}
  /** Absent with `--no-workflow`. */
  readonly workflow?: {readonly file: string; readonly action: 'create' | 'change' | 'none'; readonly pinned: boolean}
  /** With `--dry-run`: what would be changed. */
  readonly plan?: PlanResult
  /** What to run now. */
  readonly suggestions: readonly string[]
}

export interface GitHubRole {
  readonly arn: string
  /** `sub` of the jobs that may take it. */
  readonly subjects: readonly string[]
}

/** The `--json` shape of `github:setup --check`: stable. */
export interface GitHubCheckResult {
  readonly ok: boolean
  readonly repository: string
  readonly stage: string
  readonly region: string
  readonly account: string
  readonly apps: readonly string[]
  readonly findings: readonly GitHubFinding[]
}
