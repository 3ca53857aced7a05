import {type FieldVisibility, INHERITED} from '../compile/unit.js'
import {type Layer, type Part, partOf} from './layer.js'
import type {Obj} from './object.js'

/** Layers from one milestone to the next of the same rank: powers of two, as their exponents, the highest rank first. */
const RANKS = [20, 16, 12, 8] as const

/** The layers from a milestone down to the next of its rank, by the names of their fields. */
export interface Stretch {
  readonly layers: readonly Layer[]
  readonly first: ReadonlyMap<string, number>
  /** Of the fields of which one of them says it. */
  readonly visibility: ReadonlyMap<string, FieldVisibility>
  readonly below: Obj
}

/**
 * Finds parts of an object that is made of another one and a little, which is made of another one and a little, and so on. Some
 * objects of the chain are milestones: what is between two of them is indexed once, for all objects above. So a chain takes room as its
 * length, and a search few steps.
 */
export class Spine {
  readonly parts: Map<number, Part>
  /** What was looked at so far. */
  steps = 0
  private readonly object: Obj
  private lastAt = -1
  private lastLayer: Layer | undefined

  constructor(object: Obj, parts = new Map<number, Part>()) {
    this.object = object
    this.parts = parts
  }

  part(at: number): Part {
    const known = this.parts.get(at)
    if (known) return known
    const part = partOf(at === this.lastAt ? this.lastLayer! : this.layerAt(at))
    this.parts.set(at, part)
    return part
  }

  find(name: string, from: number): number {
    let node = this.object
    let at = 0
    while (node.isSpread) {
      this.steps++
      const stretch = stretchOf(node)
      const span = stretch?.layers.length ?? 0
      if (stretch && (from <= at || from >= at + span)) {
        const found = from <= at ? stretch.first.get(name) : undefined
        if (found !== undefined) return this.remember(at + found, stretch.layers[found]!)
        at += span
        node = stretch.below
        continue
      }
      const added = node.right!
      const found = from < at + added.size ? added.find(name, Math.max(0, from - at)) : -1
      if (found >= 0) return this.remember(at + found, added.layerAt(found))
      at += added.size
      node = node.left!
    }
    const found = node.find(name, Math.max(0, from - at))
    return found < 0 ? -1 : this.remember(at + found, node.layerAt(found))
  }

  /** What the first layer says that says something. */
  visibilityOf(name: string): FieldVisibility {
    let node = this.object
    while (node.isSpread) {
      this.steps++
      const stretch = stretchOf(node)
      const said = stretch ? (stretch.visibility.get(name) ?? INHERITED) : node.right!.visibilityOf(name)
      if (said !== INHERITED) return said
      node = stretch ? stretch.below : node.left!
    }
    return node.visibilityOf(name)
  }

  private remember(at: number, layer: Layer): number {
    this.lastAt = at
    this.lastLayer = layer
    return at
  }

  private layerAt(at: number): Layer {
    let node = this.object
    let rest = at
    while (node.isSpread) {
      this.steps++
      const stretch = stretchOf(node)
      const span = stretch?.layers.length ?? node.right!.size
      if (rest < span) return stretch ? stretch.layers[rest]! : node.right!.layerAt(rest)
      rest -= span
      node = stretch ? stretch.below : node.left!
    }
    return node.layerAt(rest)
  }
}

function isMilestone(node: Obj, rank: number): boolean {
  return node.size >>> rank !== node.left!.size >>> rank
}

function stretchOf(node: Obj): Stretch | null {
  if (node.stretch) return node.stretch
  const rank = RANKS.find((each) => isMilestone(node, each))
  return rank === undefined ? null : (node.stretch = indexed(node, rank))
}

function indexed(milestone: Obj, rank: number): Stretch {
  const layers: Layer[] = []
  let node = milestone
  do {
    layers.push(...node.right!.layers())
    node = node.left!
  } while (node.isSpread && !isMilestone(node, rank))
  const first = new Map<string, number>()
  const visibility = new Map<string, FieldVisibility>()
  layers.forEach(({shape}, at) => {
    shape.names.forEach((name, index) => {
      if (!first.has(name)) first.set(name, at)
      const said = shape.visibility[index]!
      if (said !== INHERITED && !visibility.has(name)) visibility.set(name, said)
    })
  })
  return {layers, first, visibility, below: node}
}
