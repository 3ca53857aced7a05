import type {IncomingMessage} from 'node:http'

/** Who an AWS request is for, read from its signature's credential scope. */
export interface AwsCall {
  /** `undefined`: unsigned (S3 of the public, `AssumeRoleWithWebIdentity`); moto knows from host and action whose that is. */
  readonly service: string | undefined
  readonly region: string
  readonly accessKeyId: string | undefined
}

const SCOPE = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/
/** SigV4A, signed for several regions at once: no region in the scope. */
const SCOPE_V4A = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/aws4_request/

/** From the `Authorization` header, or from the query of a presigned address (IAM User Guide, "Elements of an AWS API request signature"). */
export function readAwsCall(request: IncomingMessage, defaultRegion: string): AwsCall {
  const credential = request.headers.authorization ?? presigned(request.url ?? '')
  const scope = SCOPE.exec(credential)
  if (scope) return {accessKeyId: scope[1], region: scope[2] ?? defaultRegion, service: scope[3]}
  const scopeV4a = SCOPE_V4A.exec(credential)
  if (scopeV4a) return {accessKeyId: scopeV4a[1], region: defaultRegion, service: scopeV4a[2]}
  return {accessKeyId: undefined, region: defaultRegion, service: undefined}
}

function presigned(url: string): string {
  const credential = new URL(url, 'http://localhost').searchParams.get('X-Amz-Credential')
  return credential ? `Credential=${credential}` : ''
}
