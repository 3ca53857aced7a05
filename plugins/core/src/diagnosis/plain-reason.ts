/**
 * A reason without CloudFormation's wrapping: `Resource handler returned message: "The maximum number of VPCs has been reached. (Service: Ec2,
 * Status Code: 400, Request ID: …)" (RequestToken: …, HandlerErrorCode: ServiceLimitExceeded)` reads `The maximum number of VPCs has been reached`.
 */
export function plainReason(reason: string): string {
  const [, inner = reason] =
    /^Resource handler returned message: "([^]*)" \(RequestToken: [^)]*\)\.?$/.exec(reason.trim()) ?? []
  return inner
    .replaceAll(/\s*\((SDK Attempt Count: \d+|Service: [^)]*|RequestToken: [^)]*)\)/g, '')
    .replace(/^.*? errors? occurred:\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
}

/** What kind of failure the resource's own handler says it is. */
export function handlerErrorCode(reason: string): string | undefined {
  return /HandlerErrorCode: (\w+)/.exec(reason)?.[1]
}
