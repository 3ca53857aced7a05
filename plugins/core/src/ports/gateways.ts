/** API Gateway. */
export interface Gateways {
  /** The key itself. Throws `NOT_FOUND`. */
  apiKey(id: string): Promise<string>
  /** One POST. Sent again where the gateway throttles or fails, so that it may come twice. Throws where it is refused. */
  post(input: GatewayPost, signal?: AbortSignal): Promise<void>
}

export interface GatewayPost {
  /** `https://<id>.execute-api.<region>.amazonaws.com/<stage>` */
  readonly url: string
  readonly body: Buffer
  readonly contentType: string
  /** How the gateway knows its callers: by a signature of ours, by an API key, or not at all. */
  readonly access: {readonly by: 'iam' | 'nobody'} | {readonly by: 'key'; readonly key: string}
}
