/** The API of GitHub, as far as setting up access needs it. */
export interface GitHub {
  /** `undefined`: it cannot be asked, or shows no such repository. */
  repository(name: string): Promise<GitHubRepository | undefined>
  /** The commit that a tag or branch of a repository names now; `undefined` as above. */
  commit(repository: string, ref: string): Promise<string | undefined>
}

export interface GitHubRepository {
  /** `owner/name` as GitHub writes it: letters of either case are the same there, and are not in IAM. */
  readonly fullName: string
  /** Numbers that no other owner or repository ever gets. */
  readonly id: string
  readonly ownerId: string
  readonly defaultBranch: string
}
