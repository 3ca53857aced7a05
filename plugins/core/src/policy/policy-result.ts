/** What a policy is for: one of an app's commands that change or read AWS. `operate` is all others: status, logs, exec, snapshots, events, configurations. */
export const POLICY_VERBS = ['plan', 'deploy', 'destroy', 'operate'] as const

export type PolicyVerb = (typeof POLICY_VERBS)[number]

export interface PolicyInput {
  readonly commands: readonly PolicyVerb[]
}

/** As IAM has it: operator, key, values. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

export interface PolicyStatement {
  readonly sid: string
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly condition?: PolicyCondition
  /** What needs it: calls of commands, types of the templates, and why a resource is `*`. */
  readonly because: readonly string[]
}

export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly {
    readonly Sid: string
    readonly Effect: 'Allow'
    readonly Action: readonly string[]
    readonly Resource: readonly string[]
    readonly Condition?: PolicyCondition
  }[]
}

export interface PolicyResult {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly account: string
  readonly commands: readonly PolicyVerb[]
  /** Types of the templates for which the policy has nothing: those of apps that are not ours. */
  readonly unknownTypes: readonly string[]
  readonly statements: readonly PolicyStatement[]
  /** Each fits into one managed policy, all of them onto one role. */
  readonly documents: readonly PolicyDocument[]
}
