/** Where an app is: what its ARNs and tags are made of. */
export interface PolicyPlace {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly account: string
  readonly partition: string
}

/**
 * `kinesis:stream/x` in full: the tables leave out what is the same in all. As services have it, some without region (`iam::role/x`,
 * `cloudwatch::dashboard/x`), some without account too (`s3:::x`), API Gateway without account (`apigateway:/restapis`).
 */
export function toArn(short: string, {partition, region, account}: PolicyPlace): string {
  if (!/^[a-z0-9-]+:/.test(short) || short.startsWith('arn:')) return short
  const colon = short.indexOf(':')
  const [service, rest] = [short.slice(0, colon), short.slice(colon + 1)]
  const begin = `arn:${partition}:${service}`
  if (rest.startsWith('::')) return `${begin}:${rest}`
  if (rest.startsWith(':')) return `${begin}::${account}${rest}`
  if (rest.startsWith('/')) return `${begin}:${region}::${rest}`
  return `${begin}:${region}:${account}:${rest}`
}
