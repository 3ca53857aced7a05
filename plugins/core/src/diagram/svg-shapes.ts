import type {Point, Rectangle} from './lay-out.js'
import type {Shape} from './kinds.js'

/** The outline of a box, as SVG's elements. */
export function outline(shape: Shape, {x, y, width, height}: Rectangle): string {
  const [right, bottom] = [x + width, y + height]
  switch (shape) {
    case 'box':
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>`
    case 'round':
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}"/>`
    case 'hexagon': {
      const middle = y + height / 2
      return `<polygon points="${x},${middle} ${x + 12},${y} ${right - 12},${y} ${right},${middle} ${right - 12},${bottom} ${x + 12},${bottom}"/>`
    }
    case 'cylinder': {
      const arc = `${width / 2} 8 0 0`
      return (
        `<path d="M${x} ${y + 8}A${arc} 1 ${right} ${y + 8}V${bottom - 8}A${arc} 1 ${x} ${bottom - 8}Z"/>` +
        `<path d="M${x} ${y + 8}A${arc} 0 ${right} ${y + 8}"/>`
      )
    }
    case 'pipe': {
      const arc = `9 ${height / 2} 0 0`
      return (
        `<path d="M${x + 9} ${y}H${right - 9}A${arc} 1 ${right - 9} ${bottom}H${x + 9}A${arc} 1 ${x + 9} ${y}Z"/>` +
        `<path d="M${right - 9} ${y}A${arc} 0 ${right - 9} ${bottom}"/>`
      )
    }
  }
}

/** How far inside of its rectangle the side of a shape is, at a share of its height. */
export function insetAt(shape: Shape, share: number, height: number): number {
  const off = Math.abs(share - 0.5) * 2
  if (shape === 'hexagon') return 12 * off
  const radius = shape === 'pipe' ? 9 : shape === 'round' ? height / 2 : 0
  return radius * (1 - Math.sqrt(1 - off * off))
}

/** A smooth line through the middles between points, from the first to the last. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.pop()
  if (!first || !last) return ''
  const bends = rest.map((point, index) => {
    const next = rest[index + 1]
    const end = next ? {x: (point.x + next.x) / 2, y: (point.y + next.y) / 2} : last
    return `Q${point.x} ${point.y} ${end.x} ${end.y}`
  })
  return `M${first.x} ${first.y}${bends.length > 0 ? bends.join('') : `L${last.x} ${last.y}`}`
}
