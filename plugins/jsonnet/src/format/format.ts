import {first} from './first.js'
import {layout} from './layout/layout.js'
import {DEFAULT_STYLE, type FormatOptions, type Style} from './options.js'
import {limitBlankLines} from './passes/blank-lines.js'
import {settleCommas} from './passes/commas.js'
import {styleComments} from './passes/comments.js'
import {simplifyNames} from './passes/field-names.js'
import {breakLines} from './passes/newlines.js'
import {dropParens} from './passes/parens.js'
import {dropPlus} from './passes/plus-object.js'
import {dropSliceColons} from './passes/slice-colons.js'
import {sortImports} from './passes/sort-imports.js'
import {styleStrings} from './passes/strings.js'
import {readProgram} from './read/read-program.js'
import {survey} from './survey.js'
import type {Program} from './tree.js'

/** The source as `jsonnetfmt` prints it. Throws a JsonnetError where it cannot be read. */
export function format(source: string, {filename = '<cmdline>', ...options}: FormatOptions = {}): string {
  const style: Style = {...DEFAULT_STYLE, ...options}
  const program = readProgram(source, filename)
  if (style.sortImports) sortImports(program)
  dropHeadLines(program)

  const {nodes, lexemes} = survey(program)
  if (style.maxBlankLines > 0) limitBlankLines(lexemes, style.maxBlankLines)
  breakLines(nodes)
  settleCommas(nodes)
  dropParens(nodes)
  dropPlus(nodes)
  dropSliceColons(nodes)
  if (style.prettyFieldNames) simplifyNames(nodes)
  if (style.stringStyle !== 'leave') styleStrings(nodes, style.stringStyle)
  if (style.commentStyle !== 'leave') styleComments(lexemes, style.commentStyle)
  dropEndLines(program)

  return layout(program, style)
}

function dropHeadLines({body}: Program): void {
  const lexeme = first(body)
  const at = lexeme.fodder.findIndex(({kind}) => kind !== 'line')
  lexeme.fodder = at < 0 ? [] : lexeme.fodder.slice(at)
}

function dropEndLines({end}: Program): void {
  const last = end.fodder.at(-1)
  if (last) end.fodder = [...end.fodder.slice(0, -1), {...last, blanks: 0}]
}
