import type {Ec2, ListedVpc} from '../context.js'
import type {VpcFacts} from '../lookups.js'

type MainRouteTable = Pick<VpcFacts, 'mainRouteTableId' | 'routes'>

/** An EC2 in memory: the VPCs that a test puts into `vpcs`. One without `mainRouteTableId` has no main route table. */
export class FakeEc2 implements Ec2 {
  readonly vpcs = new Map<string, Omit<VpcFacts, keyof MainRouteTable> & Partial<MainRouteTable>>()

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
}
