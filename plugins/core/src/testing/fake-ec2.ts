import type {Ec2, ListedVpc} from '../context.js'
import type {VpcFacts} from '../lookups.js'
import type {SubnetRoutes, VpcEndpoint} from '../ports/routes.js'

type MainRouteTable = Pick<VpcFacts, 'mainRouteTableId' | 'routes'>

/** An EC2 in memory: the VPCs that a test puts into `vpcs`, with the routes of `subnets`. One without `mainRouteTableId` has no main route table. */
export class FakeEc2 implements Ec2 {
  readonly vpcs = new Map<string, Omit<VpcFacts, keyof MainRouteTable> & Partial<MainRouteTable>>()
  readonly subnets = new Map<string, SubnetRoutes>()
  /** By VPC. */
  readonly endpoints = new Map<string, VpcEndpoint[]>()
  /** What the look at routes throws instead of an answer. */
  failure: Error | undefined

  async listVpcs(): Promise<ListedVpc[]> {
    return [...this.vpcs.values()].map(({vpcId, cidrs}) => ({vpcId, cidr: cidrs[0] ?? '', isDefault: false}))
  }

  async vpc(vpcId: string): Promise<Omit<VpcFacts, keyof MainRouteTable> | undefined> {
    const vpc = this.vpcs.get(vpcId)
    return vpc && {vpcId, cidrs: vpc.cidrs}
  }

  async mainRouteTable(vpcId: string): Promise<MainRouteTable | undefined> {
    const {mainRouteTableId, routes = []} = this.vpcs.get(vpcId) ?? {}
    return mainRouteTableId === undefined ? undefined : {mainRouteTableId, routes}
  }

  async subnetRoutes(subnetId: string): Promise<SubnetRoutes | undefined> {
    if (this.failure) throw this.failure
    return this.subnets.get(subnetId)
  }

  async vpcEndpoints(vpcId: string): Promise<VpcEndpoint[]> {
    return this.endpoints.get(vpcId) ?? []
  }
}
