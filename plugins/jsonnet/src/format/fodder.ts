/** One piece of what stands before a token. */
export interface FodderElement {
  /**
   * `line`: a line ends, behind its comment if it has one. `inline`: a comment that begins and ends on one line, with more behind it.
   * `paragraph`: the lines of a comment that stands alone, and their end.
   */
  readonly kind: 'line' | 'inline' | 'paragraph'
  /** Empty lines that follow. */
  readonly blanks: number
  /** Columns before what follows. */
  readonly indent: number
  /** With its marks, without line breaks; a line of a paragraph has lost the indentation of the first. */
  readonly comment: readonly string[]
}

/** Comments and line breaks before a token. A line end behind another is one with more empty lines. */
export type Fodder = readonly FodderElement[]

export const NO_FODDER: Fodder = []

export function lineEnd(blanks = 0, indent = 0, comment: readonly string[] = []): FodderElement {
  return {kind: 'line', blanks, indent, comment}
}

/** Whether what follows begins on a line of its own. */
export function endsLine(fodder: Fodder): boolean {
  return fodder.length > 0 && fodder.at(-1)!.kind !== 'inline'
}

/** Whether the line of the token before ends at once, or behind its comment. */
export function beginsWithLine(fodder: Fodder): boolean {
  return fodder.length > 0 && fodder[0]!.kind !== 'inline'
}

export function hasLine(fodder: Fodder): boolean {
  return fodder.some(({kind}) => kind !== 'inline')
}

/** Adds one more element. */
export function append(fodder: FodderElement[], element: FodderElement): void {
  const {kind, blanks, indent, comment} = element
  const last = fodder.at(-1)
  if (last && last.kind !== 'inline' && kind === 'line') {
    if (comment.length > 0) fodder.push({...element, kind: 'paragraph'})
    else fodder[fodder.length - 1] = {...last, indent, blanks: last.blanks + blanks}
    return
  }
  if (!endsLine(fodder) && kind === 'paragraph') fodder.push(lineEnd(0, indent))
  fodder.push(element)
}

export function concat(before: Fodder, after: Fodder): Fodder {
  if (before.length === 0) return after
  if (after.length === 0) return before
  const all = [...before]
  append(all, after[0]!)
  return all.concat(after.slice(1))
}

/** The fodder, with a line end behind it where it has none. */
export function endingLine(fodder: Fodder): Fodder {
  return endsLine(fodder) ? fodder : [...fodder, lineEnd()]
}
