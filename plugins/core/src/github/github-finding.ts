/** What is wrong with a set-up. The codes and fields are stable: `--check --json`. */
export interface GitHubFinding {
  readonly code: GitHubFindingCode
  /** An ARN, the name of a stack, or a file with its line. */
  readonly where: string
  readonly message: string
  /** Actions with their resources, where it is about permissions. */
  readonly actions?: readonly string[]
  /** What mends it, to be run or looked at. */
  readonly suggestions: readonly string[]
}

export type GitHubFindingCode =
  | 'PROVIDER_MISSING'
  | 'PROVIDER_AUDIENCE'
  | 'ROLE_MISSING'
  | 'TRUST_TOO_WIDE'
  | 'TRUST_MISSING'
  | 'PERMISSIONS_MISSING'
  | 'PERMISSIONS_SUPERFLUOUS'
  | 'SETUP_OUTDATED'
  | 'WORKFLOW_MISSING'
  | 'WORKFLOW_INVALID'
  | 'WORKFLOW_PERMISSIONS'
  | 'WORKFLOW_ROLE'
  | 'WORKFLOW_REGION'
  | 'WORKFLOW_ENVIRONMENT'
  | 'WORKFLOW_CANCELS'
  | 'WORKFLOW_UNPINNED'

/** A finding before it is known what mends it. */
export type Judgement = Pick<GitHubFinding, 'code' | 'message' | 'actions'>
