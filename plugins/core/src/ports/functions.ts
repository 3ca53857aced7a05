/** What runs on Lambda. */
export interface Functions {
  /** By name or ARN. `undefined`: there is no such function. */
  configuration(name: string, signal?: AbortSignal): Promise<FunctionConfiguration | undefined>
}

export interface FunctionConfiguration {
  readonly name: string
  readonly arn: string
  /** `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string
  readonly stateReason?: string
  readonly stateReasonCode?: string
  /** `Successful`, `InProgress`, `Failed`. */
  readonly lastUpdate: string
  readonly lastUpdateReason?: string
  readonly lastUpdateReasonCode?: string
  readonly packageType: string
  /** As it was given. */
  readonly image?: string
  /** `repository@sha256:…` that it runs. */
  readonly resolvedImage?: string
  readonly role?: string
  /** `/aws/lambda/<name>` unless it was given another one. */
  readonly logGroup: string
  /** Epoch ms. */
  readonly modifiedAt?: number
}
