import type {IncomingHttpHeaders} from 'node:http'
import type {Readable} from 'node:stream'

/** One AWS call as it arrives: the service and region come from the SigV4 credential scope. */
export interface ServiceRequest {
  readonly service: string
  readonly region: string
  readonly accountId: string
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface ServiceResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** What comes behind the body, for as long as somebody listens. */
  readonly stream?: Readable
}

/** A service that the local AWS answers itself. */
export type Service = (request: ServiceRequest) => Promise<ServiceResponse>

/** An error as AWS words it; the protocol's writer (query XML, JSON) turns it into a response. */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number
  /** What the error's shape has besides its message; the JSON protocols tell it. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.members = members
  }
}
