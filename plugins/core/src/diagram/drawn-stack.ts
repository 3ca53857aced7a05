import type {Template} from '../template/parse-template.js'

/** The output of another part, as a definition names it. */
export interface OutputOf {
  readonly part: string
  readonly name: string
}

/** A text, what another part puts out, or a list of those. */
export type DrawnParameter = string | OutputOf | readonly (string | OutputOf)[]

/** One stack, deployed or planned. */
export interface DrawnStack {
  readonly part: string
  readonly name: string
  readonly template: Template
  /** A deployed stack has text alone: which output a value is of is found by the value. */
  readonly parameters: Readonly<Record<string, DrawnParameter>>
  /** As deployed; empty in a plan. */
  readonly outputs: Readonly<Record<string, string>>
  /** By logical id, of what there is; absent in a plan. */
  readonly physicalIds?: Readonly<Record<string, string>>
}

/** Where the stacks are: the pseudo parameters, and what no link can be told by. */
export interface DrawnPlace {
  readonly app: string
  readonly stage: string
  readonly region: string
  readonly accountId: string
}
