/** What ARNs of a region begin with after `arn:` ("Amazon Resource Names" of the AWS general reference). */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
