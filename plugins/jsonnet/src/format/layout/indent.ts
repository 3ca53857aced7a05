import {beginsWithLine, type Fodder} from '../fodder.js'

/**
 * Where lines begin. Those of the expression itself at `lineUp`, which is behind an opening bracket that has something on its own line;
 * steps inwards are counted from `base`.
 */
export interface Indent {
  readonly base: number
  readonly lineUp: number
}

/** A step inwards where `fodder` begins a line; else lines are lined up with `column`. */
export function deeper(fodder: Fodder, {base}: Indent, column: number, step: number): Indent {
  return beginsWithLine(fodder) ? {base: base + step, lineUp: base + step} : {base, lineUp: column}
}

/** As `deeper`, and what is lined up is also the base of further steps. */
export function deeperStrong(fodder: Fodder, indent: Indent, column: number, step: number): Indent {
  return beginsWithLine(fodder) ? deeper(fodder, indent, column, step) : {base: column, lineUp: column}
}

/** The same where `fodder` begins a line; else lines are lined up with `column`. */
export function aligned(fodder: Fodder, indent: Indent, column: number): Indent {
  return beginsWithLine(fodder) ? indent : {base: indent.base, lineUp: column}
}

/** As `aligned`, and what is lined up is also the base of further steps. */
export function alignedStrong(fodder: Fodder, indent: Indent, column: number): Indent {
  return beginsWithLine(fodder) ? indent : {base: column, lineUp: column}
}
