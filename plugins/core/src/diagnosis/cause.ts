/** Why an operation failed, as data: `error.details.cause` and the document of `APP:why`. Fields are added, never renamed or removed. */
export interface Cause extends Failure {
  /** One plain sentence: what the reason means. */
  readonly meaning?: string
  /** What was found out: a stopped task, the last lines of a log. */
  readonly evidence: readonly Evidence[]
  /** What the reason names: action, role, policy, quota. */
  readonly facts?: Readonly<Record<string, string>>
  readonly template?: TemplatePlace
  /** Failed events that are consequences of this one. */
  readonly folded: number
  /** Failures of their own beside it. */
  readonly also: readonly Failure[]
  /** What would have explained more but could not be asked, each with the reason. */
  readonly notLookedAt: readonly string[]
  /** Commands that mend it, likeliest first. */
  readonly suggestions: readonly string[]
}

export interface Failure {
  /** The stack that the resource belongs to; of a nested stack, its own name. */
  readonly stack: string
  readonly logicalId: string
  readonly physicalId?: string
  readonly type: string
  /** `CREATE_FAILED` and the like, or the state of a hook or check. */
  readonly status: string
  /** CloudFormation's words. */
  readonly reason: string
  /** ISO 8601. */
  readonly at?: string
}

export interface Evidence {
  readonly title: string
  readonly lines: readonly string[]
}

export interface TemplatePlace {
  readonly file: string
  readonly line: number
}
