/** Where a subnet's traffic goes. */
export interface SubnetRoutes {
  readonly vpcId: string
  readonly routeTableId: string
  readonly routes: readonly SubnetRoute[]
}

export interface SubnetRoute {
  /** A CIDR, or the id of a prefix list. */
  readonly destination: string
  /** `nat-…`, `igw-…`, `local`, …; absent where EC2 does not say. */
  readonly target?: string
  /** `blackhole`: what it led to is gone. */
  readonly state: string
}

/** An interface endpoint by which a service is reached without a way out. */
export interface VpcEndpoint {
  readonly id: string
  /** `available`, `pending`, … */
  readonly state: string
  readonly privateDns: boolean
}
