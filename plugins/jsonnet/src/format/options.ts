/** How `format` prints; what is not named is as `jsonnetfmt` has it. */
export interface FormatOptions {
  /** What error messages take the source for. */
  readonly filename?: string
  /** Spaces for one step of indentation, 2 without; 0 leaves it as it is. */
  readonly indent?: number
  /** Empty lines that may stand together, 2 without; 0 leaves them all. */
  readonly maxBlankLines?: number
  /** Quotes of strings that hold none, `single` without. */
  readonly stringStyle?: 'single' | 'double' | 'leave'
  /** How comments of one line begin: `slash` without, `hash` is `#`. */
  readonly commentStyle?: 'slash' | 'hash' | 'leave'
  /** `a.b` for `a['b']`, `{a: 1}` for `{['a']: 1}`; true without. */
  readonly prettyFieldNames?: boolean
  /** `[ 1, 2 ]` for `[1, 2]`; false without. */
  readonly padArrays?: boolean
  /** `{ a: 1 }` for `{a: 1}`; true without. */
  readonly padObjects?: boolean
  /** Sorts the imports at the head of a file; true without. */
  readonly sortImports?: boolean
}

export type Style = Required<Omit<FormatOptions, 'filename'>>

export const DEFAULT_STYLE: Style = {
  indent: 2,
  maxBlankLines: 2,
  stringStyle: 'single',
  commentStyle: 'slash',
  prettyFieldNames: true,
  padArrays: false,
  padObjects: true,
  sortImports: true,
}
