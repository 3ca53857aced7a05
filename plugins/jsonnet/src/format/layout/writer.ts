import type {Fodder} from '../fodder.js'
import type {Style} from '../options.js'
import type {Lexeme} from '../tree.js'

/** Which spaces stand around comments: before the first thing that is printed, and behind the last. */
export interface Spaces {
  readonly before: boolean
  readonly behind: boolean
}

export const TIGHT: Spaces = {before: false, behind: false}
export const SPACED: Spaces = {before: true, behind: true}

/** The first token of an expression: there is a space behind its comments whether or not there is one before them. */
export function leading(before: boolean): Spaces {
  return {before, behind: true}
}

/** A text under way, and the column that it has reached. */
export class Writer {
  readonly style: Style
  /** As C++ counts: bytes of comments, code points of strings. */
  column = 0
  /** What is printed. */
  text = ''

  constructor(style: Style) {
    this.style = style
  }

  /** A token and what stands before it, whose lines are indented: the last by `last`, the others by `indent`. */
  token({fodder, text}: Lexeme, spaces: Spaces, indent: number, last = indent): void {
    this.fodder(fodder, spaces, indent, last)
    this.put(text)
  }

  fodder(fodder: Fodder, spaces: Spaces, indent: number, last = indent): void {
    const indented = this.indented(fodder, indent, last)
    this.print(indented, spaces)
    this.count(indented, spaces)
  }

  /** Text on one line that counts as its characters. */
  put(text: string): void {
    this.text += text
    this.column += text.length
  }

  /** Text that does not count. */
  putUncounted(text: string): void {
    this.text += text
  }

  /** Prints without counting. Nothing but line ends stands behind a line of the last where `isEnd`. */
  print(fodder: Fodder, {before, behind}: Spaces, isEnd = false): void {
    let isSpaced = before
    let indent = 0
    fodder.forEach((element, at) => {
      const {kind, comment} = element
      if (kind === 'inline') {
        this.text += (isSpaced ? ' ' : '') + comment[0]!
        isSpaced = true
        return
      }
      if (kind === 'paragraph') this.paragraph(comment, indent)
      else this.text += comment[0] === undefined ? '\n' : `  ${comment[0]}\n`
      indent = element.indent
      isSpaced = false
      if (!isEnd || at < fodder.length - 1) this.text += '\n'.repeat(element.blanks) + ' '.repeat(indent)
    })
    if (behind && isSpaced) this.text += ' '
  }

  /** Counts what `print` prints. */
  count(fodder: Fodder, {before, behind}: Spaces): void {
    let isSpaced = before
    for (const {kind, indent, comment} of fodder) {
      if (kind === 'inline') this.column += Buffer.byteLength(comment[0]!) + (isSpaced ? 1 : 0)
      else this.column = indent
      isSpaced = kind === 'inline'
    }
    if (behind && isSpaced) this.column++
  }

  /** The fodder with its line ends indented; unchanged where indentation is left as it is. */
  indented(fodder: Fodder, indent: number, last = indent): Fodder {
    if (this.style.indent === 0 || fodder.length === 0) return fodder
    const lastLine = fodder.findLastIndex(({kind}) => kind !== 'inline')
    return fodder.map((element, at) =>
      element.kind === 'inline' ? element : {...element, indent: at === lastLine ? last : indent},
    )
  }

  /** Its first line stands where the line before has put it. */
  private paragraph(lines: readonly string[], indent: number): void {
    const margin = ' '.repeat(indent)
    for (const [at, line] of lines.entries()) {
      this.text += (at > 0 && line !== '' ? margin : '') + `${line}\n`
    }
  }
}
