import type {DiagramResult} from './diagram-result.js'
import {FAMILIES, type Family, KINDS} from './kinds.js'
import {type LaidOut, layOut, SIZES} from './lay-out.js'
import {ellipsis, textWidth} from './measure-text.js'
import {curve, outline} from './svg-shapes.js'
import {SVG_STYLE} from './svg-style.js'

const HEADER = 64
const LEGEND = 44
const LEFT = 24

/** A drawing by itself: its look is in it, light and dark, and it loads nothing. */
export async function toSvg(diagram: DiagramResult): Promise<string> {
  const laidOut = await layOut(diagram)
  const families = familiesIn(diagram)
  const heading = headingOf(diagram)
  const place = placeLine(diagram)
  const legend = legendOf(families, HEADER + laidOut.height)
  const width = Math.max(
    laidOut.width,
    legend.width,
    textWidth(heading, 20) + 2 * LEFT,
    textWidth(place, 12) + 2 * LEFT,
  )
  const height = HEADER + laidOut.height + LEGEND
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(`${heading}: ${place}`)}</title>`,
    `<desc id="desc">${escapeXml(arrowLines(diagram).join('; '))}</desc>`,
    `<style>${SVG_STYLE}</style>`,
    `<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10Z"/></marker></defs>`,
    `<text class="title" x="${LEFT}" y="34">${escapeXml(heading)}</text>`,
    `<text class="place" x="${LEFT}" y="54">${escapeXml(place)}</text>`,
    `<g transform="translate(0 ${HEADER})">`,
    ...laidOut.frames.map(frame),
    ...laidOut.arrows.map(
      ({edge, points}) =>
        `<g class="arrow" data-from="${edge.from}" data-to="${edge.to}"><path d="${curve(points)}" marker-end="url(#head)"/></g>`,
    ),
    ...laidOut.boxes.map(box),
    ...laidOut.arrows.map(
      ({edge, label}) => `<g class="arrow"><text x="${label.x}" y="${label.y + 4}">${escapeXml(edge.label)}</text></g>`,
    ),
    `</g>`,
    legend.svg,
    `</svg>`,
  ].join('\n')
}

export function headingOf({title, stage}: DiagramResult): string {
  return `${title}, stage ${stage}`
}

export function placeLine({region, source, changedAt}: DiagramResult): string {
  if (source === 'planned') return `${region}, as planned: from the templates and settings, not from what is deployed`
  const time = changedAt === undefined ? '' : `, changed ${changedAt.slice(0, 16).replace('T', ' ')} UTC`
  return `${region}, as deployed${time}`
}

/** What is drawn, in words: for whoever does not see it. */
export function arrowLines({nodes, edges}: DiagramResult): string[] {
  const names = new Map(nodes.map(({id, label, kind}) => [id, `${KINDS[kind].title} ${label}`]))
  return edges.map(
    ({from, to, label}) => `${names.get(from) ?? from} → ${names.get(to) ?? to}${label && ` (${label})`}`,
  )
}

export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function frame({group, x, y, width, height}: LaidOut['frames'][number]): string {
  const label = ellipsis(group.label, SIZES.frame, width - 16)
  return (
    `<g class="frame ${group.kind}" data-id="${group.id}"><title>${escapeXml(group.label)}</title>` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/><text x="${x + 10}" y="${y + 19}">${escapeXml(label)}</text></g>`
  )
}

function box({node, lines, ...place}: LaidOut['boxes'][number]): string {
  const {title, shape, family} = KINDS[node.kind]
  const rows = node.label === title ? lines : [...lines, title]
  const middle = place.x + place.width / 2 - (shape === 'pipe' ? 4 : 0)
  const top = place.y + (place.height - rows.length * SIZES.line) / 2 + (shape === 'cylinder' ? 4 : 0)
  const texts = rows.map((row, index) => {
    const kind = index === lines.length ? ' class="kind"' : ''
    return `<text${kind} x="${middle}" y="${top + index * SIZES.line + 13}">${escapeXml(row)}</text>`
  })
  const outside = node.part === undefined ? ' outside' : ''
  const told = [
    node.name ?? node.label,
    node.type ?? title,
    node.part === undefined ? 'not of this app' : `part ${node.part}`,
  ]
  return (
    `<g class="box ${family}${outside}" data-id="${node.id}"><title>${escapeXml(told.join('\n'))}</title>` +
    `${outline(shape, place)}${texts.join('')}</g>`
  )
}

function familiesIn({nodes}: DiagramResult): Family[] {
  const used = new Set(nodes.map(({kind}) => KINDS[kind].family))
  return (Object.keys(FAMILIES) as Family[]).filter((family) => used.has(family))
}

function legendOf(families: readonly Family[], y: number): {svg: string; width: number} {
  let x = LEFT
  const entries = families.map((family) => {
    const text = FAMILIES[family]
    const entry =
      `<rect class="${family}" x="${x}" y="${y + 8}" width="16" height="16" rx="3"/>` +
      `<text x="${x + 24}" y="${y + 20}">${text}</text>`
    x += textWidth(text, 12) + 44
    return entry
  })
  return {svg: `<g class="legend">${entries.join('')}</g>`, width: x + LEFT}
}
