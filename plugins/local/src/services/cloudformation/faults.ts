/** One step of one resource, before its handler is called. */
export interface ResourceStep {
  readonly service: 'cloudformation'
  readonly region: string
  readonly stack: string
  readonly logicalId: string
  readonly resourceType: string
  readonly action: 'create' | 'update' | 'delete'
}

/** What somebody asked to happen to a step: it fails for this reason, it takes this long, or both. */
export interface Fault {
  readonly reason?: string
  readonly delayMs?: number
}

/** The fault hook of the local AWS. A fault that is taken is used up, unless it was asked for more than once. */
export interface Faults {
  take(step: ResourceStep): Fault | undefined
}
