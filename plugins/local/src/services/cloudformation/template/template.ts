/** A template that was read and whose structure is sound. Expressions stay as they are, in their long form. */
export interface Template {
  /** As it was sent. */
  readonly body: string
  readonly version?: string
  readonly description?: string
  readonly metadata?: unknown
  readonly transforms: readonly string[]
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  readonly conditions: Readonly<Record<string, unknown>>
  readonly resources: Readonly<Record<string, ResourceDeclaration>>
  readonly outputs: Readonly<Record<string, OutputDeclaration>>
}

export interface ParameterDeclaration {
  readonly type: string
  readonly default?: string
  readonly noEcho: boolean
  readonly description?: string
  readonly allowedValues?: readonly string[]
  readonly allowedPattern?: string
  readonly constraintDescription?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minValue?: number
  readonly maxValue?: number
}

export interface ResourceDeclaration {
  readonly logicalId: string
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly condition?: string
  readonly dependsOn: readonly string[]
  /** `DeletionPolicy`, `UpdateReplacePolicy`, `Metadata` … as written; the policies may hold intrinsics. */
  readonly attributes: Readonly<Partial<Record<ResourceAttribute, unknown>>>
}

/** What a resource has beside its properties and may change without its service noticing. */
export const RESOURCE_ATTRIBUTES = [
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
  'DeletionPolicy',
  'UpdateReplacePolicy',
] as const

export type ResourceAttribute = (typeof RESOURCE_ATTRIBUTES)[number]

export interface OutputDeclaration {
  readonly value: unknown
  readonly description?: string
  readonly condition?: string
  readonly exportName?: unknown
}
