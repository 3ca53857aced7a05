/** How X-Ray keeps traces: one setting for account and region. */
export interface Traces {
  encryption(signal?: AbortSignal): Promise<TraceEncryption>
  /** With a key of KMS, or with X-Ray's own (`undefined`); waits until that holds, which takes minutes. */
  encrypt(key: string | undefined, signal?: AbortSignal): Promise<void>
}

export interface TraceEncryption {
  /** Of KMS, its ARN. Absent: X-Ray's own. */
  readonly key?: string
  /** A change is under way. */
  readonly updating: boolean
}
