/** What runs on Lambda. */
export interface Functions {
  /** By name or ARN. `undefined`: there is no such function. */
  configuration(name: string, signal?: AbortSignal): Promise<FunctionConfiguration | undefined>
  /** Invokes it and waits for its answer, or, `asynchronous`, until Lambda has it. Never tried again: what it does, it may have done. */
  invoke(input: InvokeInput, signal?: AbortSignal): Promise<InvokeOutput>
  /** A version of a layer, whoever's it is, by its ARN. `undefined`: there is no such version. */
  layer(arn: string, signal?: AbortSignal): Promise<LayerVersion | undefined>
}

export interface LayerVersion {
  /** Of its zip, in base64. What stands under a version's ARN never changes. */
  readonly codeSha256: string
  /** Of the zip, bytes. */
  readonly size: number
  /** Where the zip is for ten minutes. */
  readonly url: string
}

export interface InvokeInput {
  /** Name or ARN. */
  readonly name: string
  /** JSON. */
  readonly payload: string
  /** How long the answer is waited for, in ms. */
  readonly patienceMs: number
  readonly asynchronous?: boolean
  /** The end of its log comes with the answer. */
  readonly tailLog?: boolean
}

export interface InvokeOutput {
  readonly requestId: string
  /** JSON. */
  readonly payload: string
  /** The function, or Lambda around it, failed; the payload then has `errorType` and `errorMessage`. */
  readonly failed: boolean
  /** The last 4 KB of its log, where they were asked for. */
  readonly log?: string
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
  /** After which Lambda ends an invocation, in ms. */
  readonly timeoutMs: number
  /** `/aws/lambda/<name>` unless it was given another one. */
  readonly logGroup: string
  /** Epoch ms. */
  readonly modifiedAt?: number
}
