import type {RolePermission, Roles} from '../ports/roles.js'

/** An IAM in memory: the actions that each role of `roles` is allowed. `failure` is thrown instead of an answer. */
export class FakeRoles implements Roles {
  readonly roles = new Map<string, readonly string[]>()
  failure: Error | undefined

  async permissions(role: string, actions: readonly string[]): Promise<RolePermission[] | undefined> {
    if (this.failure) throw this.failure
    const allowed = this.roles.get(role)
    return allowed && actions.map((action) => ({action, decision: allowed.includes(action) ? 'allowed' : 'denied'}))
  }
}
