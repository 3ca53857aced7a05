import type {RequiresRecreation} from '../spec/aws-spec.js'
import type {ResourceAttribute} from '../template/template.js'

/** What a deployment would do to a stack. */
export interface Plan {
  readonly changes: readonly PlannedChange[]
  /** Also true where only outputs, tags or notification topics change. */
  readonly changed: boolean
}

export type Replacement = 'True' | 'False' | 'Conditional'

export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove'
  readonly logicalId: string
  readonly type: string
  readonly physicalId?: string
  readonly replacement?: Replacement
  readonly policyAction?: 'Delete' | 'Retain' | 'ReplaceAndDelete' | 'ReplaceAndRetain'
  readonly scope: readonly ChangedAttribute[]
  readonly details: readonly ChangeDetail[]
  /** Properties as they may be shown. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
}

export type ChangedAttribute = 'Properties' | 'Tags' | ResourceAttribute

export interface ChangeDetail {
  readonly attribute: ChangedAttribute
  readonly name?: string
  readonly path?: string
  readonly before?: string
  readonly after?: string
  readonly changeType?: 'Add' | 'Remove' | 'Modify'
  readonly recreation: RequiresRecreation
  readonly evaluation: 'Static' | 'Dynamic'
  readonly source?: 'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute'
  /** The parameter, resource or `Resource.Attribute` that brings the change. */
  readonly cause?: string
  /** CloudFormation tells it only to `IncludePropertyValues`. */
  readonly onlyWithValues?: boolean
}
