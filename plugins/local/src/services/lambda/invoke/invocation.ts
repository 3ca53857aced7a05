/** Lambda's limits for a request and an answer, in bytes (AWS Lambda Developer Guide, "Lambda quotas"). */
export const LIMITS = {
  RequestResponse: 6 * 1024 * 1024,
  Event: 1024 * 1024,
  /** What the Runtime API takes. */
  answer: 6 * 1024 * 1024 + 100,
} as const

export interface Invocation {
  readonly id: string
  readonly payload: Buffer
  /** The `X-Amz-Client-Context` of the call, as it came: base64. */
  readonly clientContext?: string | undefined
}

/** What an invocation came to. A failure's payload is `{"errorType", "errorMessage", …}`. */
export interface Outcome {
  readonly payload: Buffer | string
  readonly failed: boolean
}

export function failure(errorType: string, errorMessage: string): Outcome {
  return {failed: true, payload: JSON.stringify({errorType, errorMessage})}
}
