/** What IAM lets a role do, and who may take it. */
export interface Roles {
  /**
   * What a role may do on any resource. By ARN. `undefined`: there is no such role. Where the simulation is denied the role's own policies are
   * read instead: those tell nothing of an organization's.
   */
  permissions(role: string, actions: readonly string[], signal?: AbortSignal): Promise<RolePermission[] | undefined>
  /** As it is written, by ARN or name. `undefined`: there is no such role. */
  describe(role: string): Promise<RoleDescription | undefined>
}

/** `conditional`: a policy allows it under a condition, which only AWS can judge. */
export interface RolePermission {
  readonly action: string
  readonly decision: 'allowed' | 'denied' | 'conditional'
}

export interface RoleDescription {
  readonly arn: string
  /** Who may take it. */
  readonly trust: IamDocument
  /** Inline and attached policies, those of AWS too. */
  readonly policies: readonly IamDocument[]
}

/** As IAM stores it. */
export interface IamDocument {
  readonly Statement?: IamStatement | readonly IamStatement[]
}

export interface IamStatement {
  readonly Effect?: string
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly NotResource?: string | readonly string[]
  /** Operator, key, values. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}
