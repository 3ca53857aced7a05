/** Questions to the account that a definition may ask before its plan. All read only. */
export interface Lookups {
  /** Throws `VPC_NOT_FOUND` and `MAIN_ROUTE_TABLE_NOT_FOUND`. */
  vpc(vpcId: string): Promise<VpcFacts>
  /** An output of this app and stage as it is deployed now, to tell our own traces from others'. `undefined`: not deployed. */
  output(part: string, name: string): Promise<string | undefined>
  /** Where an S3 bucket is. Throws `NOT_FOUND`. */
  bucketRegion(bucket: string): Promise<string>
}

export interface VpcFacts {
  readonly vpcId: string
  /** The primary IPv4 block first. */
  readonly cidrs: readonly string[]
  readonly mainRouteTableId: string
  /** Destinations of the main route table's routes. */
  readonly routes: readonly VpcRoute[]
}

export interface VpcRoute {
  readonly destination: string
  readonly peeringConnectionId?: string
}
