/** What DescribeEvents tells and DescribeStackEvents does not: hooks, checks before the deployment, the operation they belong to. */
export interface OperationEvent {
  /** `HOOK_INVOCATION_ERROR`, `VALIDATION_ERROR`, `PROVISIONING_ERROR`, `PROGRESS_EVENT`, `STACK_EVENT`. */
  readonly kind: string
  readonly operationId?: string
  readonly operationType?: string
  readonly logicalId?: string
  readonly physicalId?: string
  readonly type?: string
  readonly status?: string
  readonly reason?: string
  readonly at: number
  readonly hook?: {
    readonly type: string
    readonly status: string
    readonly reason?: string
    /** `FAIL` ends the operation, `WARN` does not. */
    readonly failureMode?: string
  }
  readonly validation?: {
    readonly name: string
    readonly status: string
    readonly reason?: string
    readonly failureMode?: string
    /** Property path in the template. */
    readonly path?: string
  }
}

export interface OperationEventsInput {
  /** Name or ARN of the stack. */
  readonly stack: string
  /** Its own checks instead of the stack's operations. */
  readonly changeSet?: string
  readonly failedOnly?: boolean
  /** Epoch ms; nothing older. */
  readonly since?: number
}
