import {type FieldVisibility, HIDDEN, INHERITED} from '../compile/unit.js'
import {type Layer, type Part, partOf} from './layer.js'
import type {Shape} from './shape.js'
import {Spine, type Stretch} from './spine.js'
import {compareText} from './text.js'
import type {Lazy} from './value.js'

/** Below this many parts they are searched one by one. */
const FEW = 6
/** From this many on, an object to which little is added again and again leaves them where they are. */
const MANY = 64
const LITTLE = 16

/** An object. Its parts are put together when they are first needed: the most derived first. */
export class Obj {
  /** How many layers it has. */
  readonly size: number
  private readonly layer: Layer | null
  /** What was added; null of a single layer, and when the parts are together. */
  left: Obj | null
  right: Obj | null
  private own: Part[] | null = null
  private first: Map<string, number> | null = null
  private visible: readonly string[] | null = null
  private askedForNames = false
  /** Whether fields of some layers are hidden from those above. */
  private readonly restricted: boolean
  private readonly asserting: boolean
  private pending: boolean
  /** Where parts are found that are not together. */
  private spine: Spine | null = null
  /** Of a milestone of a spine. */
  stretch: Stretch | null = null

  constructor(layer: Layer | null, left: Obj | null = null, right: Obj | null = null) {
    this.layer = layer
    this.left = left
    this.right = right
    if (left && right) {
      this.size = left.size + right.size
      this.restricted = left.restricted || right.restricted
      this.asserting = left.asserting || right.asserting
    } else {
      this.size = 1
      this.restricted = layer!.span > 0
      this.asserting = layer!.code !== null && layer!.code.asserts.length > 0
    }
    this.pending = this.asserting
  }

  /** Whether it has assertions that have not run. */
  get needsAsserts(): boolean {
    return this.pending
  }

  /** Assertions that use the object do not run again, and those that fail end the program. */
  beginAsserts(): void {
    this.pending = false
  }

  /** Whether its parts stay where they were added: objects made in a fold would else take the square of their number. */
  get isSpread(): boolean {
    if (this.own || this.size < MANY || this.right === null || this.right.size > LITTLE) return false
    return !this.restricted && !this.asserting
  }

  /** The part of a number that `find` gave, or below `size`. */
  part(at: number): Part {
    if (this.own) return this.own[at]!
    return this.isSpread ? this.spread().part(at) : this.together()[at]!
  }

  layerAt(at: number): Layer {
    return this.size === 1 && this.layer ? this.layer : this.part(at).layer
  }

  /** The layers, the most derived first. */
  layers(): Layer[] {
    if (this.own) return this.own.map(({layer}) => layer)
    const layers: Layer[] = []
    const open: Obj[] = [this]
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.layer) layers.push(next.layer)
      else if (next.own) for (const {layer} of next.own) layers.push(layer)
      else open.push(next.left!, next.right!)
    }
    return layers
  }

  private together(): Part[] {
    this.own = this.layer ? [partOf(this.layer)] : this.layers().map(partOf)
    this.left = null
    this.right = null
    return this.own
  }

  /** Once it is asked for more than it has parts, they are put together; those that were needed stay as they are. */
  private spread(): Spine {
    this.spine ??= new Spine(this)
    if (this.spine.steps > 8 * this.size) {
      const known = this.spine.parts
      this.spine = null
      const parts = this.together()
      for (const [at, part] of known) parts[at] = part
      return new Spine(this, known)
    }
    return this.spine
  }

  /** The number of the part that has a field, from `from` on; -1 where none has. */
  find(name: string, from = 0): number {
    if (this.own === null && this.isSpread) return this.spread().find(name, from)
    if (this.size === 1 && this.layer) return from === 0 && this.layer.shape.index.has(name) ? 0 : -1
    const parts = this.own ?? this.together()
    if (from === 0 && parts.length > FEW && !this.restricted) return (this.first ??= this.firstParts()).get(name) ?? -1
    for (let at = from; at < parts.length; at++) {
      const {shape, span} = parts[at]!.layer
      if (span === 0) {
        if (shape.index.has(name)) return at
      } else if (!shape.index.has(name)) at += span
    }
    return -1
  }

  private firstParts(): Map<string, number> {
    const first = new Map<string, number>()
    const parts = this.own!
    for (let at = parts.length - 1; at >= 0; at--) {
      for (const name of parts[at]!.layer.shape.names) first.set(name, at)
    }
    return first
  }

  has(name: string, hidden = true): boolean {
    return this.find(name) >= 0 && (hidden || this.visibilityOf(name) !== HIDDEN)
  }

  /** What the first layer says that says something. */
  visibilityOf(name: string): FieldVisibility {
    if (this.isSpread) return this.spread().visibilityOf(name)
    for (let at = this.find(name); at >= 0; at = this.find(name, at + 1)) {
      const {shape} = this.layerAt(at)
      const visibility = shape.visibility[shape.index.get(name)!]!
      if (visibility !== INHERITED) return visibility
    }
    return INHERITED
  }

  /** Names of all fields with their visibility. */
  visibilities(): Map<string, FieldVisibility> {
    const all = new Map<string, FieldVisibility>()
    const layers = this.layers()
    for (let at = 0; at < layers.length; at++) {
      const {shape, span} = layers[at]!
      shape.names.forEach((name, index) => {
        if ((all.get(name) ?? INHERITED) === INHERITED) all.set(name, shape.visibility[index]!)
      })
      at += span
    }
    return all
  }

  /** Sorted names of the fields that are shown, or with `hidden` of all. The array is not the caller's. */
  names(hidden = false): readonly string[] {
    if (this.layer) return namesOf(this.layer.shape, hidden)
    if (!hidden && this.visible) return this.visible
    const shown = [...this.visibilities()].flatMap(([name, visibility]) =>
      hidden || visibility !== HIDDEN ? name : [],
    )
    const sorted = shown.sort(compareText)
    // Each object of a fold may be asked once: they would keep the square of their number.
    if (!hidden && (this.askedForNames || !this.isSpread)) this.visible = sorted
    this.askedForNames = true
    return sorted
  }
}

function namesOf(shape: Shape, hidden: boolean): readonly string[] {
  if (hidden) return shape.names.toSorted(compareText)
  return (shape.shown ??= shape.names.filter((_, index) => shape.visibility[index] !== HIDDEN).sort(compareText))
}

/** An object of fields that depend on nothing: values, or thunks. */
export function objectOf(fields: ReadonlyMap<string, Lazy>, visibility: FieldVisibility = INHERITED): Obj {
  const names = [...fields.keys()]
  const index = new Map(names.map((name, at) => [name, at]))
  const shape: Shape = {names, index, visibility: names.map(() => visibility)}
  return new Obj({shape, code: null, env: null, iterations: null, values: [...fields.values()], span: 0})
}

/** `object` without one field. The fields that are left keep seeing what they saw. */
export function withoutField(object: Obj, removed: string): Obj {
  const kept = object.visibilities()
  kept.delete(removed)
  const names = [...kept.keys()]
  const shape = {names, index: new Map(names.map((name, at) => [name, at])), visibility: [...kept.values()]}
  const span = object.size
  const restriction = new Obj({shape, code: null, env: null, iterations: null, values: [], span})
  return new Obj(null, object, restriction)
}
