import type {BoxKind} from './diagram-result.js'

/** How the resources of one type are drawn. Paths are of properties, `*` stands for every item: `Targets.*.Arn`. */
export interface TypeRule {
  /** It is a box. */
  readonly kind?: BoxKind
  /** It is a box only where all are asked for; else left out, for this reason. */
  readonly unless?: string
  /** It is no box: why. */
  readonly left?: string
  /** It is a group. */
  readonly group?: 'vpc' | 'subnet'
  /** The property that names it. */
  readonly name?: string
  /** It is a piece of what these name: whoever refers to it refers to that. */
  readonly pieceOf?: readonly string[]
  /** What these name is a piece of it: the task definition of a service. */
  readonly takes?: readonly string[]
  /** The VPC or the subnets that it is in. `of` is in them where it says so, else the resource itself. */
  readonly inside?: readonly string[]
  readonly of?: string
  readonly arrows?: readonly ArrowRule[]
  /** The roles with which it, or what `of` names, works. */
  readonly roles?: readonly string[]
  /** Texts that tell it of others: variables of its environment. Where no other arrow joins the two, one does that says so. */
  readonly mentions?: readonly string[]
}

/** From the resource itself, to it, or between two that it names. */
export interface ArrowRule {
  readonly from?: string
  readonly to?: string
  readonly label: string
  /** What is named there but is not the app's own is a box of this kind too. */
  readonly outside?: BoxKind
}
