/** What a box is. `other` is a type that no rule knows. */
export type BoxKind =
  | 'alarm'
  | 'balancer'
  | 'bucket'
  | 'configuration'
  | 'dashboard'
  | 'database'
  | 'directory'
  | 'distribution'
  | 'endpoint'
  | 'filesystem'
  | 'function'
  | 'gateway'
  | 'instance'
  | 'internet'
  | 'key'
  | 'nat'
  | 'other'
  | 'peering'
  | 'queue'
  | 'repository'
  | 'rule'
  | 'secret'
  | 'service'
  | 'state-machine'
  | 'stream'
  | 'table'
  | 'task'
  | 'topic'
  | 'trail'
  | 'vault'
  | 'vpc'

/** A box. Ids are made of part and logical id: they stay while the template calls it so. */
export interface DiagramNode {
  readonly id: string
  readonly kind: BoxKind
  /** Short, for people: the name without `<app>-<stage>-`. */
  readonly label: string
  /** The physical name, where one is known. */
  readonly name?: string
  /** Absent: it is not the app's own. */
  readonly part?: string
  readonly logicalId?: string
  /** CloudFormation's name of the type. */
  readonly type?: string
  /** Id of the innermost group. */
  readonly group?: string
}

/** What data or invocations do. */
export interface DiagramEdge {
  readonly from: string
  readonly to: string
  readonly label: string
}

export interface DiagramGroup {
  readonly id: string
  readonly kind: 'part' | 'vpc' | 'subnet'
  readonly label: string
  /** Id of the group around it. */
  readonly group?: string
}

/** Resources of one type that are no box, and why not. */
export interface LeftOut {
  readonly type: string
  readonly count: number
  readonly reason: string
}

export interface Diagram {
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
  readonly groups: readonly DiagramGroup[]
  readonly leftOut: readonly LeftOut[]
}

export interface DiagramResult extends Diagram {
  readonly app: string
  /** As people call the app. */
  readonly title: string
  readonly stage: string
  readonly region: string
  /** `planned`: from the templates on this machine and the settings. */
  readonly source: 'deployed' | 'planned'
  /** ISO 8601: when the newest of the deployed stacks was changed. */
  readonly changedAt?: string
}
