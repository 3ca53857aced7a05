import type {StackPlan} from '@aws-stack/core'

/** Of a plan: its images, one stack, X-Ray's setting, its configurations. */
export interface PlanSection {
  readonly title: string
  /** In the order in which they are told. */
  readonly items: readonly PlanItem[]
  /** Where it is one. */
  readonly stack?: StackPlan
}

export interface PlanItem {
  /** Painted: a resource with its properties, an image, a configuration; or a note. */
  readonly lines: readonly string[]
  /** `false`: what is there already, or is not known yet. */
  readonly changes: boolean
}

/** With a blank line before it. */
export function formatSection({title, items}: PlanSection): string[] {
  return ['', title, ...items.flatMap(({lines}) => lines)]
}
