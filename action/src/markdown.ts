/**
 * GitHub's Markdown (GFM). Whatever is not ours goes into code: there nothing is a mention, a reference to an issue, a link or HTML.
 * `escapeMarkdown` is for the few words that have to read as prose.
 */

/** Of Markdown (also of a table's cell), of HTML, and GitHub's own: `:smile:`, `$math$`. */
const MEANS_SOMETHING = /[\\`*_{}[\]()<>&|~!$:"]/
/** What GitHub makes a mention, a reference or a link of. An invisible space ends it. */
const LINKED = /[@#]|\bGH-(?=\d)|\bwww(?=\.)|\/(?=\/)|\b[0-9a-f]{6}(?=[0-9a-f])/
const LEADS_A_BLOCK = /^[-+=]|(?<=^\d{1,9})[.)]/
const PROSE = new RegExp(`(${LEADS_A_BLOCK.source}|${MEANS_SOMETHING.source})|${LINKED.source}`, 'gi')

/** As prose on one line, without any meaning to Markdown, HTML or GitHub. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replaceAll(PROSE, (found: string, syntax?: string) =>
    syntax === undefined ? `${found}&#8203;` : entityOf(syntax),
  )
}

/** A span of code on one line: in prose, in a table's cell, and where Markdown is not read, as in `<summary>`. */
export function code(text: string): string {
  return `<code>${oneLine(text).replaceAll(/[^\p{L}\p{N} .,/=+-]/gu, entityOf)}</code>`
}

/** The line that opens and closes a block of code with this text: longer than any run of backticks in it. */
export function fenceFor(text: string): string {
  return '`'.repeat(Math.max(3, longestRun(text) + 1))
}

/** A block of code. Control characters but tab and newline are taken away: GitHub shows none, and some end a colour. */
export function codeBlock(text: string, language = ''): string {
  const shown = withoutControls(text)
  const fence = fenceFor(shown)
  return `${fence}${language}\n${shown}\n${fence}`
}

/** Folded away behind `summary`, which is HTML. The blank lines are what makes GitHub read the body as Markdown. */
export function details(summary: string, body: string, {open = false} = {}): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`
}

/** Cells are Markdown. `right`: columns of numbers. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (right.includes(column) ? '--:' : ':--'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

export function withoutControls(text: string): string {
  // Escape sequences whole, then what is left of control characters.
  return text.replaceAll(/\u001B\[[0-9;]*[A-Za-z]/g, '').replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
}

function entityOf(char: string): string {
  return `&#${char.codePointAt(0)};`
}

function oneLine(text: string): string {
  return withoutControls(text.replaceAll(/\s+/g, ' ')).trim()
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
