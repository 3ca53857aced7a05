import type {DiagramResult} from './diagram-result.js'
import {KINDS} from './kinds.js'
import {arrowLines, escapeXml, headingOf, placeLine, toSvg} from './to-svg.js'

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;font:14px/1.5 Helvetica,Arial,"Liberation Sans",sans-serif;background:#fff;color:#1b1f24}
@media (prefers-color-scheme:dark){body{background:#0d1117;color:#f0f6fc}}
.drawing{overflow:auto}.drawing svg{display:block}
body:has(#fit:checked) .drawing svg{width:100%;height:auto}
.fit,details{margin:8px 24px}summary{cursor:pointer}td,th{padding:2px 16px 2px 0;text-align:left;vertical-align:top}
@media print{.fit,details{display:none}.drawing svg{width:100%;height:auto}}
`.trim()

/** One file without scripts that loads nothing: the drawing, and all that is in it as text. */
export async function toPage(diagram: DiagramResult): Promise<string> {
  const {nodes, leftOut} = diagram
  const rows = nodes.map(({label, kind, name = '', part = '', type = ''}) => [
    label,
    KINDS[kind].title,
    part,
    name,
    type,
  ])
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(`${headingOf(diagram)} (${placeLine(diagram)})`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main class="drawing">
${await toSvg(diagram)}
</main>
<label class="fit"><input type="checkbox" id="fit"> Fit to the window</label>
<details><summary>${nodes.length} boxes</summary>
${table(['Box', 'Kind', 'Part', 'Name', 'Type'], rows)}
</details>
<details><summary>${diagram.edges.length} arrows</summary>
<ul>${arrowLines(diagram)
    .map((line) => `<li>${escapeXml(line)}</li>`)
    .join('')}</ul>
</details>
<details><summary>Left out</summary>
${table(
  ['Type', 'Count', 'Why'],
  leftOut.map(({type, count, reason}) => [type, String(count), reason]),
)}
</details>
</body>
</html>
`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escapeXml(text)}</${tag}>`).join('')
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')
  return `<table><thead><tr>${cells('th', head)}</tr></thead><tbody>\n${body}\n</tbody></table>`
}
