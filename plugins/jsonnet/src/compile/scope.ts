import type {Layout} from './unit.js'

/** Names that are visible at a place. Several scopes share the frame of the function or object that they are in. */
export class Scope {
  readonly parent: Scope | undefined
  readonly layout: Layout
  /** How many frames are around this scope's. */
  private readonly frames: number
  private readonly slots = new Map<string, number>()

  constructor(layout: Layout, parent?: Scope) {
    this.layout = layout
    this.parent = parent
    this.frames = parent ? parent.frames + (parent.layout === layout ? 0 : 1) : 0
  }

  /** Makes room for a variable in the frame. */
  declare(name: string): number {
    const slot = this.layout.size++
    this.slots.set(name, slot)
    return slot
  }

  /** How many frames outwards a variable is, and where in that frame. */
  find(name: string): {hops: number; slot: number} | undefined {
    const slot = this.slots.get(name)
    if (slot !== undefined) return {hops: 0, slot}
    for (let scope = this.parent; scope; scope = scope.parent) {
      const outer = scope.slots.get(name)
      if (outer !== undefined) return {hops: this.frames - scope.frames, slot: outer}
    }
    return undefined
  }

  /** How many frames outwards the innermost object is, or with `outermost` the outermost one. */
  objectHops(outermost = false): number | undefined {
    let found = this.layout.kind === 'object' ? 0 : undefined
    for (let scope = this.parent; scope && (outermost || found === undefined); scope = scope.parent) {
      if (scope.layout.kind === 'object') found = this.frames - scope.frames
    }
    return found
  }
}
