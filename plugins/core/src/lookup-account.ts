import type {Context, Stack} from './context.js'
import {StackError} from './errors.js'
import type {Lookups} from './lookups.js'

/** The app's stacks by part, each asked for once. */
export type Described = ReadonlyMap<string, Promise<Stack | undefined>>

export function lookupsOf(
  {ec2, objects, region}: Pick<Context, 'ec2' | 'objects' | 'region'>,
  deployed: Described,
): Lookups {
  return {
    async vpc(vpcId) {
      const [vpc, main] = await Promise.all([ec2.vpc(vpcId), ec2.mainRouteTable(vpcId)])
      if (!vpc)
        throw new StackError('VPC_NOT_FOUND', `there is no VPC ${vpcId} in ${region}`, {details: {vpcId, region}})
      if (!main) {
        throw new StackError('MAIN_ROUTE_TABLE_NOT_FOUND', `the VPC ${vpcId} has no main route table`, {
          details: {vpcId, region},
        })
      }
      return {...vpc, ...main}
    },
    async output(part, name) {
      return (await deployed.get(part))?.outputs[name]
    },
    bucketRegion: (bucket) => objects.region(bucket),
  }
}
