export interface Instruction {
  /** Of its first line, from 1. */
  readonly line: number
  /** In capitals. */
  readonly keyword: string
  /** `--platform=…` and the like, before the rest. */
  readonly flags: readonly string[]
  /** The rest, its continued lines joined. */
  readonly rest: string
}

export interface Dockerfile {
  readonly instructions: readonly Instruction[]
  /** A backslash, unless the file says otherwise. */
  readonly escape: string
}

/** The instructions of a Dockerfile by its reference (docs.docker.com/reference/dockerfile): comments, continued lines, here-documents. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const escape = escapeOf(lines)
  const instructions: Instruction[] = []
  for (let index = 0; index < lines.length;) {
    const first = index
    const {statement, next} = readStatement(lines, index, escape)
    index = next
    if (statement === '') continue
    const instruction = toInstruction(statement, first + 1)
    instructions.push(instruction)
    index = afterHereDocuments(instruction, lines, index)
  }
  return {instructions, escape}
}

/** Directives stand before everything else, one a line. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const [, name, value] = /^#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(line.trim()) ?? []
    if (name === undefined) break
    if (name.toLowerCase() === 'escape' && value === '`') return '`'
  }
  return '\\'
}

/** One instruction with the lines that continue it. Comments and empty lines in between do not end it. */
function readStatement(lines: readonly string[], start: number, escape: string): {statement: string; next: number} {
  const parts: string[] = []
  for (let index = start; index < lines.length; index++) {
    const line = (lines[index] ?? '').trimEnd()
    const skipped = line.trim() === '' || line.trimStart().startsWith('#')
    if (skipped && parts.length === 0) return {statement: '', next: index + 1}
    if (skipped) continue
    const goesOn = line.endsWith(escape)
    parts.push(goesOn ? line.slice(0, -1) : line)
    if (!goesOn) return {statement: parts.join('').trim(), next: index + 1}
  }
  return {statement: parts.join('').trim(), next: lines.length}
}

function toInstruction(statement: string, line: number): Instruction {
  const [, keyword = '', flags = '', rest = ''] = /^(\S+)\s*((?:--\S+\s*)*)([^]*)$/.exec(statement) ?? []
  return {line, keyword: keyword.toUpperCase(), flags: flags.split(/\s+/).filter(Boolean), rest}
}

/** The line after the bodies; one that nobody closes has none. */
function afterHereDocuments({keyword, rest}: Instruction, lines: readonly string[], start: number): number {
  if (!['RUN', 'COPY', 'ADD'].includes(keyword)) return start
  let index = start
  for (const [, tabs, , name = ''] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines.findIndex((line, at) => at >= index && (tabs ? line.replace(/^\t+/, '') : line) === name)
    if (end >= 0) index = end + 1
  }
  return index
}
