import type {Template} from '../template/template.js'

export type ParameterValue = string | readonly string[]

/** What names mean while an expression is evaluated. */
export interface Scope {
  readonly template: Template
  readonly parameters: ReadonlyMap<string, ParameterValue>
  readonly conditions: ReadonlyMap<string, boolean>
  /** `AWS::Region` … */
  readonly pseudo: ReadonlyMap<string, ParameterValue>
  /** Availability zones of a region. */
  zones(region: string): readonly string[]
  /** What `Ref` to a resource gives. */
  reference(logicalId: string): unknown
  attribute(logicalId: string, name: string): unknown
  exported(name: string): unknown
}

/** A value that only the execution of a change set will tell; in CloudFormation's own spelling. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}'

export function isKnownAfterApply(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY)
  return typeof value === 'object' && value !== null && Object.values(value).some(isKnownAfterApply)
}
