import {fromBytes} from '../../syntax/lexer.js'
import {append, type Fodder, type FodderElement, lineEnd, NO_FODDER} from '../fodder.js'

/** The text between two tokens. */
export interface Between {
  /** As the lexer reads it. */
  readonly text: string
  readonly from: number
  readonly to: number
  /** Columns of the line before `from`; undefined at the head of a file. */
  readonly column: number | undefined
}

/** What stands between two tokens; the lexer has read it, so comments do end. */
export function readFodder(between: Between): Fodder {
  return between.from === between.to ? NO_FODDER : new FodderReader(between).read()
}

class FodderReader {
  private readonly text: string
  private readonly to: number
  private at: number
  private lineStart: number
  /** Whether a comment would be the first on its line. */
  private isFresh: boolean
  private readonly fodder: FodderElement[] = []

  constructor({text, from, to, column}: Between) {
    this.text = text
    this.at = from
    this.to = to
    this.lineStart = from - (column ?? 0)
    this.isFresh = column === undefined
  }

  read(): Fodder {
    const {lines, indent} = this.skipSpace()
    // Empty lines at the end of a file are nothing.
    if (lines > 0 && this.text.charAt(this.at) !== '\0') this.end(lineEnd(lines - 1, indent))
    while (this.at < this.to) this.comment()
    return this.fodder
  }

  private comment(): void {
    if (this.text.startsWith('/*', this.at)) this.blockComment()
    else this.lineComment()
  }

  private lineComment(): void {
    const newline = this.text.indexOf('\n', this.at)
    const end = newline < 0 || newline > this.to ? this.to : newline
    const comment = [fromBytes(trimEnd(this.text.slice(this.at, end)))]
    this.at = end
    const {lines, indent} = this.skipSpace()
    const kind = this.isFresh ? 'paragraph' : 'line'
    this.end({kind, blanks: Math.max(0, lines - 1), indent, comment})
  }

  private blockComment(): void {
    const margin = this.at - this.lineStart
    const comment = this.text.slice(this.at, this.text.indexOf('*/', this.at + 2) + 2)
    const newline = comment.lastIndexOf('\n')
    if (newline >= 0) this.lineStart = this.at + newline + 1
    this.at += comment.length

    const {lines, indent} = this.skipSpace()
    if (newline >= 0) {
      const own = comment.split('\n').map((line) => fromBytes(trimEnd(trimStart(line, margin))))
      const end = lines > 0 ? lineEnd(lines - 1, indent) : lineEnd()
      append(this.fodder, {...end, kind: 'paragraph', comment: own})
      this.isFresh = true
      return
    }
    this.fodder.push({kind: 'inline', blanks: 0, indent: 0, comment: [fromBytes(comment)]})
    if (lines > 0) this.end(lineEnd(lines - 1, indent))
  }

  /** Adds an element without a look at the one before. */
  private end(element: FodderElement): void {
    this.fodder.push(element)
    this.isFresh = true
  }

  /** How many lines end, and how far the last one is indented, where a tab is eight columns. */
  private skipSpace(): {lines: number; indent: number} {
    let [lines, indent] = [0, 0]
    for (; this.at < this.to; this.at++) {
      const code = this.text.charCodeAt(this.at)
      if (code === 10) {
        lines++
        indent = 0
        this.lineStart = this.at + 1
      } else if (code === 32) indent++
      else if (code === 9) indent += 8
      else if (code !== 13) break
    }
    return {lines, indent}
  }
}

function trimEnd(line: string): string {
  let end = line.length
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end--
  return line.slice(0, end)
}

/** Without its indentation, of which no more than `margin` is taken. */
function trimStart(line: string, margin: number): string {
  let start = 0
  while (start < margin && isBlank(line.charCodeAt(start))) start++
  return line.slice(start)
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13
}
