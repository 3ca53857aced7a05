import assert from 'node:assert/strict'

import {findBrowser, type Measure, openPage} from './browser.fixture.js'
import type {Diagram, DiagramGroup, DiagramNode, DiagramResult} from './diagram-result.js'
import {drawDiagram} from './draw-diagram.js'
import {KINDS} from './kinds.js'
import {PLACE, substation} from './substation.fixture.js'
import {toPage} from './to-page.js'
import {toSvg} from './to-svg.js'

const HOSTILE = `</title><script>alert("x")</script> & 'quoted' ]]> ${'long-name-'.repeat(12)}`

describe('the page', () => {
  it('loads nothing and runs nothing', async () => {
    const page = await toPage(result(drawDiagram(substation(), PLACE, {all: true})))

    assert.doesNotMatch(page, /<script|<link|<img|<iframe|\bsrc=|\bhref=|url\((?!#)|@import|\son\w+=/)
    assert.match(page, /Content-Security-Policy" content="default-src 'none'/)
  })

  it('says in words what is drawn, and names no account', async () => {
    const page = await toPage(result(drawDiagram(substation(), PLACE)))

    assert.match(page, /<title id="title">Substation, stage dev: eu-west-1, as deployed, changed 2026-11-22 01:02 UTC</)
    assert.match(page, /<li>Stream raw → Lambda function processor \(events\)<\/li>/)
    assert.match(page, /<tr><td>AWS::IAM::Role<\/td><td>9<\/td><td>says who may do what/)
    assert.doesNotMatch(headOf(page), /123456789012/)
  })

  it('says so where it draws a plan', async () => {
    const drawn = result(drawDiagram(substation(), PLACE))

    const svg = await toSvg({...drawn, source: 'planned'})

    assert.match(svg, /eu-west-1, as planned: from the templates and settings, not from what is deployed</)
  })

  it('writes names as text, whatever is in them', async () => {
    const page = await toPage(
      result(diagramOf([{id: 'a_B', kind: 'bucket', label: HOSTILE, name: HOSTILE, part: 'a'}])),
    )

    assert.doesNotMatch(page, /<script|'quoted'/)
    assert.match(page, /&#60;script&#62;alert\(&#34;x&#34;\)&#60;/)
  })

  it('is the same for the same diagram', async () => {
    const drawn = result(drawDiagram(substation(), PLACE))

    assert.equal(await toPage(drawn), await toPage(drawn))
  })
})

describe('the page in a browser', function () {
  this.timeout(120_000)
  let browser: string

  before(async function () {
    browser = (await findBrowser()) ?? this.skip()
  })

  const cases: Record<string, Diagram> = {
    Substation: drawDiagram(substation(), PLACE),
    'Substation with all': drawDiagram(substation(), PLACE, {all: true}),
    'every kind with a long name': everyKind(),
    'groups in groups, circles and both ways': network(),
  }

  for (const [name, diagram] of Object.entries(cases)) {
    it(`has room for ${name}: no error, no text over its box, no box over another`, async () => {
      const {console, measured} = await openPage(browser, await toPage(result(diagram)))

      assert.deepEqual(console, [])
      assert.deepEqual(measured.boxes.map(({id}) => id).toSorted(), diagram.nodes.map(({id}) => id).toSorted())
      assert.deepEqual(measured.frames.map(({id}) => id).toSorted(), diagram.groups.map(({id}) => id).toSorted())
      assert.equal(measured.arrowLabels.length, diagram.edges.length)
      assert.deepEqual(outsideOf(measured.page, [...measured.boxes, ...measured.frames, ...measured.page.texts]), [])
      for (const place of [...measured.boxes, ...measured.frames]) assert.deepEqual(outsideOf(place, place.texts), [])
      assert.deepEqual(overlapping(measured.boxes, measured.boxes), [])
      assert.deepEqual(overlapping(measured.arrowLabels, measured.boxes), [])
      for (const {id, group} of diagram.nodes) {
        const box = measured.boxes.filter((one) => one.id === id)
        const around = groupsAround(group, diagram.groups)
        for (const frame of measured.frames) {
          if (around.includes(frame.id)) assert.deepEqual(outsideOf(frame, box), [])
          else assert.deepEqual(overlapping(box, [frame]), [])
        }
      }
    })
  }

  it('is dark where the reader wants it dark', async () => {
    const page = await toPage(result(drawDiagram(substation(), PLACE)))

    const [light, dark] = [await openPage(browser, page), await openPage(browser, page, {dark: true})]

    assert.equal(light.measured.paper, 'rgb(255, 255, 255)')
    assert.equal(dark.measured.paper, 'rgb(13, 17, 23)')
  })
})

function result(diagram: Diagram): DiagramResult {
  const place = {app: 'substation', title: 'Substation', stage: 'dev', region: 'eu-west-1'} as const
  return {...place, source: 'deployed', changedAt: '2026-11-22T01:02:03.000Z', ...diagram}
}

/** Title and drawing: what is shown before anything is opened. */
function headOf(page: string): string {
  return page.slice(0, page.indexOf('<desc'))
}

function diagramOf(
  nodes: readonly DiagramNode[],
  edges: Diagram['edges'] = [],
  groups: readonly DiagramGroup[] = [],
): Diagram {
  return {nodes, edges, groups, leftOut: []}
}

/** Each with the widest letters and with few, one arrow from each to the next. */
function everyKind(): Diagram {
  const labels = [HOSTILE, 'WWW', 'mail.example-of-a-very-long-name.internal', '漢字の名前', 'i']
  const nodes = Object.keys(KINDS).map((kind, index) => ({
    id: `part_${kind.replaceAll('-', '')}`,
    kind: kind as DiagramNode['kind'],
    label: labels[index % labels.length] ?? '',
    part: 'part',
  }))
  const edges = nodes
    .slice(1)
    .map(({id}, index) => ({from: nodes[Math.floor(index / 2)]?.id ?? '', to: id, label: 'events'}))
  return diagramOf(nodes, edges)
}

function network(): Diagram {
  const groups: DiagramGroup[] = [
    {id: 'vpc', kind: 'vpc', label: 'VPC 10.0.0.0/16'},
    ...['one', 'two'].map((id) => ({id, kind: 'subnet', label: `subnet ${id}`, group: 'vpc'}) as const),
    ...['one', 'two'].map((id) => ({id: `${id}__work`, kind: 'part', label: HOSTILE, group: id}) as const),
    {id: 'part__data', kind: 'part', label: 'data'},
  ]
  const inside = [
    'one__work',
    'one__work',
    'two__work',
    'two__work',
    'one',
    'two',
    'vpc',
    'part__data',
    'part__data',
    undefined,
  ]
  const nodes = inside.map((group, index): DiagramNode => {
    return {
      id: `n_${index}`,
      kind: index % 2 ? 'service' : 'bucket',
      label: `box ${index}`,
      part: 'a',
      ...(group && {group}),
    }
  })
  const edges = nodes.flatMap(({id: from}, one) =>
    nodes
      .filter((_, other) => one !== other && (one * 7 + other * 3) % 5 === 0)
      .map(({id: to}) => ({from, to, label: 'reads, writes'})),
  )
  return diagramOf(nodes, edges, groups)
}

function groupsAround(id: string | undefined, groups: readonly DiagramGroup[]): string[] {
  const group = groups.find((one) => one.id === id)
  return group ? [group.id, ...groupsAround(group.group, groups)] : []
}

/** Half a pixel is the browser's rounding. */
function outsideOf(place: Measure, inner: readonly Measure[]): string[] {
  return inner
    .filter(
      ({left, top, right, bottom}) =>
        left < place.left - 0.5 || top < place.top - 0.5 || right > place.right + 0.5 || bottom > place.bottom + 0.5,
    )
    .map(({id}) => `${id} sticks out of ${place.id}`)
}

function overlapping(some: readonly Measure[], others: readonly Measure[]): string[] {
  return some.flatMap((one) =>
    others
      .filter(
        (other) =>
          one !== other &&
          one.left < other.right - 0.5 &&
          other.left < one.right - 0.5 &&
          one.top < other.bottom - 0.5 &&
          other.top < one.bottom - 0.5,
      )
      .map((other) => `${one.id} over ${other.id}`),
  )
}
