import type {BoxKind, DiagramEdge, DiagramNode} from './diagram-result.js'
import {textsAt} from './evaluate.js'
import type {EvaluatedResource} from './evaluate-stacks.js'
import {type Boxes, idOf, ownersAt} from './find-boxes.js'
import type {Marks} from './marks.js'

/** What calls out by itself. */
const CALLERS: readonly BoxKind[] = ['function', 'instance', 'nat', 'service', 'task']

const EVERYWHERE = ['0.0.0.0/0', '::/0']
const WAYS = ['NatGatewayId', 'InstanceId', 'NetworkInterfaceId', 'GatewayId', 'EgressOnlyInternetGatewayId']

/** The way to the internet of what is in a subnet: the default route of its route table. */
export function routeArrows(
  resources: readonly EvaluatedResource[],
  {nodes, boxOf}: Pick<Boxes, 'nodes' | 'boxOf'>,
  subnetOf: (node: DiagramNode) => string | undefined,
  marks: Marks,
): DiagramEdge[] {
  const tables = new Map<string, string>()
  const ways = new Map<string, DiagramNode>()
  for (const resource of resources) {
    const [table] = ownersAt(resource, 'RouteTableId', marks).map(idOf)
    if (table === undefined) continue
    if (resource.type === 'AWS::EC2::SubnetRouteTableAssociation')
      for (const subnet of ownersAt(resource, 'SubnetId', marks)) tables.set(idOf(subnet), table)
    if (resource.type !== 'AWS::EC2::Route') continue
    const goesTo = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].flatMap((path) =>
      textsAt(resource.properties, path),
    )
    if (!goesTo.some((destination) => EVERYWHERE.includes(destination))) continue
    const [way] = WAYS.flatMap((path) => ownersAt(resource, path, marks)).flatMap((owner) => boxOf(owner) ?? [])
    if (way) ways.set(table, way)
  }
  return nodes.flatMap((node) => {
    const way = ways.get(tables.get(subnetOf(node) ?? '') ?? '')
    return way && CALLERS.includes(node.kind) ? [{from: node.id, to: way.id, label: 'calls out'}] : []
  })
}
