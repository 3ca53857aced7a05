import type {RoleDescription, RolePermission, Roles} from '../ports/roles.js'

/** An IAM in memory: the actions that each role of `roles` is allowed, and `described` by name. `failure` is thrown instead of an answer. */
export class FakeRoles implements Roles {
  readonly roles = new Map<string, readonly string[]>()
  readonly described = new Map<string, RoleDescription>()
  failure: Error | undefined

  async permissions(role: string, actions: readonly string[]): Promise<RolePermission[] | undefined> {
    if (this.failure) throw this.failure
    const allowed = this.roles.get(role)
    return allowed && actions.map((action) => ({action, decision: allowed.includes(action) ? 'allowed' : 'denied'}))
  }

  async describe(role: string): Promise<RoleDescription | undefined> {
    if (this.failure) throw this.failure
    return this.described.get(role.slice(role.lastIndexOf('/') + 1))
  }
}
