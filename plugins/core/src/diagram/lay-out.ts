import {attachArrows} from './attach-arrows.js'
import type {Diagram, DiagramEdge, DiagramGroup, DiagramNode} from './diagram-result.js'
import {KINDS, type Shape} from './kinds.js'
import {textWidth, wrapText} from './measure-text.js'

export interface Rectangle {
  /** Of its upper left corner, in pixels. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface LaidOut {
  readonly width: number
  readonly height: number
  readonly boxes: readonly (Rectangle & {readonly node: DiagramNode; readonly lines: readonly string[]})[]
  /** The outer ones first. */
  readonly frames: readonly (Rectangle & {readonly group: DiagramGroup})[]
  readonly arrows: readonly {readonly edge: DiagramEdge; readonly points: readonly Point[]; readonly label: Point}[]
}

export const SIZES = {label: 14, kind: 11, arrow: 11, frame: 12, line: 18} as const

const MARGIN = 24
const WIDEST_LABEL = 200
const NARROWEST_BOX = 110
/** Around what is in a frame; its label is above. */
const PADDING = {side: 16, top: 30, bottom: 16} as const

/** Room that a shape takes from its text. */
const SLANT: Readonly<Record<Shape, Point>> = {
  box: {x: 0, y: 0},
  cylinder: {x: 0, y: 16},
  hexagon: {x: 24, y: 0},
  pipe: {x: 22, y: 0},
  round: {x: 16, y: 0},
}

/** From left to right along the arrows, by dagre: layers after Gansner et al., "A Technique for Drawing Directed Graphs". */
export async function layOut({nodes, edges, groups}: Diagram): Promise<LaidOut> {
  const {Graph, layout} = (await import('@dagrejs/dagre')) as unknown as Dagre
  const graph = new Graph({compound: true, multigraph: true})
  graph.setGraph({rankdir: 'LR', nodesep: 36, edgesep: 18, ranksep: 52, marginx: 0, marginy: 0})
  const lines = new Map(nodes.map((node) => [node.id, wrapText(node.label, SIZES.label, WIDEST_LABEL)]))
  for (const {id} of groups) graph.setNode(id, {})
  for (const node of nodes) graph.setNode(node.id, sizeOf(node, lines.get(node.id) ?? []))
  for (const {id, group} of [...groups, ...nodes]) if (group !== undefined) graph.setParent(id, group)
  for (const {from, to, label} of edges) {
    const size = {width: textWidth(label, SIZES.arrow) + 12, height: SIZES.line}
    graph.setEdge(from, to, {...size, labelpos: 'c'}, label)
  }
  layout(graph)

  const boxes = nodes.map((node) => ({
    ...cornered(graph.node(node.id)),
    node,
    lines: lines.get(node.id) ?? [],
  }))
  const frames = framesAround(groups, boxes)
  const routes = edges.map((edge) => {
    const {points, x, y} = graph.edge(edge.from, edge.to, edge.label)
    return {edge, points, label: {x, y}}
  })
  const attached = attachArrows(routes, boxes)
  const arrows = routes.map(({edge, label}) => ({edge, points: attached.get(edge) ?? [], label}))
  return moved({boxes, frames, arrows})
}

/** What is used of it: its own declarations cannot be resolved by ECMAScript's rules. */
interface Dagre {
  readonly Graph: new (options: {readonly compound: boolean; readonly multigraph: boolean}) => DagreGraph
  layout(this: void, graph: DagreGraph): void
}

interface DagreGraph {
  setGraph(options: Readonly<Record<string, string | number>>): void
  setNode(id: string, size: Partial<Centred>): void
  setParent(id: string, parent: string): void
  setEdge(from: string, to: string, label: Readonly<Record<string, string | number>>, name: string): void
  node(id: string): Centred
  edge(from: string, to: string, name: string): Point & {readonly points: readonly Point[]}
}

type Centred = Point & {readonly width: number; readonly height: number}

function sizeOf({kind, label}: DiagramNode, lines: readonly string[]): {width: number; height: number} {
  const {title, shape} = KINDS[kind]
  const widths = [...lines.map((line) => textWidth(line, SIZES.label)), textWidth(title, SIZES.kind)]
  const rows = lines.length + (label === title ? 0 : 1)
  const slant = SLANT[shape]
  return {
    width: Math.max(NARROWEST_BOX, ...widths.map((width) => width + 20)) + slant.x,
    height: rows * SIZES.line + 16 + slant.y,
  }
}

function cornered({x, y, width, height}: Centred): Rectangle {
  return {x: x - width / 2, y: y - height / 2, width, height}
}

/** Around what is in them, from the inner ones to the outer ones. */
function framesAround(groups: readonly DiagramGroup[], boxes: LaidOut['boxes']): LaidOut['frames'] {
  const rectangleOf = (group: DiagramGroup): Rectangle => {
    const inner = [
      ...boxes.filter(({node}) => node.group === group.id),
      ...groups.filter((one) => one.group === group.id).map(rectangleOf),
    ]
    const {x, y, width, height} = around(inner)
    return {
      x: x - PADDING.side,
      y: y - PADDING.top,
      width: width + 2 * PADDING.side,
      height: height + PADDING.top + PADDING.bottom,
    }
  }
  const depthOf = ({group}: DiagramGroup): number => {
    const outer = groups.find(({id}) => id === group)
    return outer ? depthOf(outer) + 1 : 0
  }
  return groups.toSorted((one, other) => depthOf(one) - depthOf(other)).map((group) => ({...rectangleOf(group), group}))
}

function around(rectangles: readonly Rectangle[]): Rectangle {
  const x = Math.min(...rectangles.map((one) => one.x))
  const y = Math.min(...rectangles.map((one) => one.y))
  const right = Math.max(...rectangles.map((one) => one.x + one.width))
  const bottom = Math.max(...rectangles.map((one) => one.y + one.height))
  return {x, y, width: right - x, height: bottom - y}
}

/** The whole with a margin around all of it. */
function moved({boxes, frames, arrows}: Pick<LaidOut, 'boxes' | 'frames' | 'arrows'>): LaidOut {
  const labels = arrows.map(({edge, label}) => {
    const width = textWidth(edge.label, SIZES.arrow)
    return {x: label.x - width / 2, y: label.y - SIZES.line / 2, width, height: SIZES.line}
  })
  const points = arrows.flatMap((arrow) => arrow.points.map(({x, y}) => ({x, y, width: 0, height: 0})))
  const whole = around([...boxes, ...frames, ...labels, ...points])
  const shift = <Place extends Point>(place: Place): Place => ({
    ...place,
    x: Math.round(place.x - whole.x + MARGIN),
    y: Math.round(place.y - whole.y + MARGIN),
  })
  return {
    width: Math.ceil(whole.width) + 2 * MARGIN,
    height: Math.ceil(whole.height) + 2 * MARGIN,
    boxes: boxes.map(shift),
    frames: frames.map(shift),
    arrows: arrows.map(({edge, points: along, label}) => ({edge, points: along.map(shift), label: shift(label)})),
  }
}
