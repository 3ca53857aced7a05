import type {FormatOptions} from '../../format/options.js'

/** What the arguments of `jsonnetfmt` ask for. */
export interface FormatSettings {
  inputs: string[]
  isCode: boolean
  isInPlace: boolean
  isTest: boolean
  /** Where the output goes instead of the standard output. */
  file?: string
  readonly style: {-readonly [Option in keyof FormatOptions]: FormatOptions[Option]}
  only?: 'help' | 'version'
}

export function defaultFormatSettings(): FormatSettings {
  return {inputs: [], isCode: false, isInPlace: false, isTest: false, style: {}}
}

export const FORMAT_HELP = `Usage: jsonnetfmt [options] FILE...

FILE may be - for the standard input. -abc is -a -b -c, and -- ends the options.

  -h, --help                     Show this help.
  -v, --version                  Show the version.
  -e, --exec                     Take FILE for code.
  -o, --output-file FILE         Write to a file instead of the standard output.
  -i, --in-place                 Change the files, and list those that were changed.
      --test                     Change nothing, list the files that would be changed, and leave with 2 if there are any.
  -n, --indent N                 Spaces of one step of indentation (2); 0 leaves it as it is.
      --max-blank-lines N        Empty lines that may stand together (2); 0 leaves them all.
      --string-style d|s|l       Double quotes, single ones (s), or as they are.
      --comment-style h|s|l      # or // (s) for comments of one line, or as they are; never for #! at the head.
      --[no-]pretty-field-names  a.b for a['b'] (on).
      --[no-]pad-arrays          [ 1, 2 ] for [1, 2] (off).
      --[no-]pad-objects         { a: 1 } for {a: 1} (on).
      --[no-]sort-imports        Sort the imports at the head of a file (on).
`
