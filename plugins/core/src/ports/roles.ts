/** What IAM lets a role do. */
export interface Roles {
  /**
   * What a role may do on any resource. By ARN. `undefined`: there is no such role. Where the simulation is denied the role's own policies are
   * read instead: those tell nothing of an organization's.
   */
  permissions(role: string, actions: readonly string[], signal?: AbortSignal): Promise<RolePermission[] | undefined>
}

/** `conditional`: a policy allows it under a condition, which only AWS can judge. */
export interface RolePermission {
  readonly action: string
  readonly decision: 'allowed' | 'denied' | 'conditional'
}
