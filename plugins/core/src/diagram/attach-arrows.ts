import type {DiagramEdge} from './diagram-result.js'
import {KINDS} from './kinds.js'
import type {LaidOut, Point, Rectangle} from './lay-out.js'
import {insetAt} from './svg-shapes.js'

type Box = LaidOut['boxes'][number]

interface Route {
  readonly edge: DiagramEdge
  /** From centre to centre, with what lies between. */
  readonly points: readonly Point[]
}

interface End {
  readonly route: Route
  readonly box: Box
  readonly side: 'left' | 'right'
  /** Where it comes from or goes to. */
  readonly towards: Point
}

/** How far an arrow goes straight on beside the column of boxes that it leaves: the wider ones of it are not in its way then. */
const STUB = 16

/**
 * Arrows leave and reach boxes at their left and right sides, one beside the other in the order of where they go: so none runs across a box
 * of the same column, as it would from the top or the bottom.
 */
export function attachArrows(routes: readonly Route[], boxes: readonly Box[]): Map<DiagramEdge, Point[]> {
  const byId = new Map(boxes.map((box) => [box.node.id, box]))
  const ends = routes.flatMap((route) => endsOf(route, byId))
  const sides = new Map<string, End[]>()
  for (const end of ends) {
    const key = `${end.box.node.id} ${end.side}`
    sides.set(key, [...(sides.get(key) ?? []), end])
  }
  const ports = new Map<End, Point>()
  for (const beside of sides.values()) {
    const ordered = beside.toSorted((one, other) => one.towards.y - other.towards.y)
    ordered.forEach((end, index) => ports.set(end, portOf(end, (index + 1) / (ordered.length + 1))))
  }
  return new Map(
    routes.map((route) => {
      const own = ends.filter((end) => end.route === route)
      const [start, end] = own.map((one) => stubbed(one, columnOf(one.box, boxes), ports.get(one)))
      return [route.edge, [...(start ?? []), ...route.points.slice(1, -1), ...(end?.toReversed() ?? [])]]
    }),
  )
}

function endsOf(route: Route, boxes: ReadonlyMap<string, Box>): End[] {
  const {edge, points} = route
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)]
  const [next, before] = [points[1], points.at(-2)]
  if (!from || !to || !next || !before) return []
  return [
    {route, box: from, side: sideOf(from, next), towards: next},
    {route, box: to, side: sideOf(to, before), towards: before},
  ]
}

function sideOf({x, width}: Rectangle, towards: Point): 'left' | 'right' {
  return towards.x > x + width / 2 ? 'right' : 'left'
}

function portOf({box, side}: End, share: number): Point {
  const {x, y, width, height, node} = box
  const inset = insetAt(KINDS[node.kind].shape, share, height)
  return {x: side === 'left' ? x + inset : x + width - inset, y: y + height * share}
}

function stubbed({side}: End, column: Column, port: Point | undefined): Point[] {
  if (!port) return []
  return [port, {x: side === 'left' ? column.left - STUB : column.right + STUB, y: port.y}]
}

interface Column {
  readonly left: number
  readonly right: number
}

/** The boxes of one layer have one middle. */
function columnOf(box: Rectangle, boxes: readonly Rectangle[]): Column {
  const middleOf = ({x, width}: Rectangle) => x + width / 2
  const beside = boxes.filter((other) => Math.abs(middleOf(other) - middleOf(box)) < 1)
  return {left: Math.min(...beside.map(({x}) => x)), right: Math.max(...beside.map(({x, width}) => x + width))}
}
