import {first} from '../first.js'
import {append, concat, endingLine, type Fodder, lineEnd, NO_FODDER} from '../fodder.js'
import type {Local, LocalBind, Node, Program} from '../tree.js'

interface ImportLine {
  readonly bind: LocalBind
  /** What is sorted by: the path as it is written. */
  readonly path: string
  /** What stands before its name. */
  readonly before: Fodder
  /** What stands on its line behind it, and moves with it. */
  readonly behind: Fodder
}

/** Sorts `local a = import 'b';` at the head of a file, between empty lines or comments; each becomes a `local` of its own. */
export function sortImports(program: Program): void {
  let node: Node = program.body
  let fodder: Fodder = first(node).fodder
  const locals: Omit<Local, 'body'>[] = []
  while (isImports(node)) {
    const {lines, after, rest} = takeGroup(node)
    for (const line of sorted(lines)) {
      locals.push(localOf(line, fodder))
      fodder = line.behind
    }
    fodder = concat(fodder, endingLine(after))
    node = rest
  }
  if (locals.length === 0) return
  first(node).fodder = fodder
  program.body = locals.reduceRight<Node>((body, local) => ({...local, body}), node)
}

/** The lines up to the end of a group, what follows that group, and what stands between. */
function takeGroup(head: Local): {lines: ImportLine[]; after: Fodder; rest: Node} {
  let lines: ImportLine[] = []
  for (let local = head; ;) {
    const {body} = local
    const {fodder} = first(body)
    const [behind, after] = split(fodder)
    lines = lines.concat(linesOf(local, endingLine(behind)))
    if (!isImports(body) || endsGroup(fodder)) return {lines, after, rest: body}
    local = body
  }
}

/** Whether all that it defines are imports. */
function isImports(node: Node): node is Local {
  return node.type === 'local' && node.binds.every((bind) => !bind.params && importOf(bind) !== undefined)
}

function importOf({value}: LocalBind): string | undefined {
  const isImport = value.type === 'prefix' && value.keyword.text === 'import' && value.operand.type === 'string'
  return isImport ? value.operand.lexeme.text : undefined
}

function linesOf({binds}: Local, behindLast: Fodder): ImportLine[] {
  let before = binds[0]!.name.fodder
  return binds.map((bind, at) => {
    const next = binds[at + 1]
    const [behind, beforeNext] = next ? split(next.name.fodder) : [behindLast, NO_FODDER]
    const line = {bind, path: importOf(bind)!, before, behind: endingLine(behind)}
    before = beforeNext
    return line
  })
}

/** What belongs to the token before: up to the end of its line; and what belongs to the token behind, with the empty lines. */
function split(fodder: Fodder): [Fodder, Fodder] {
  const at = fodder.findIndex(({kind}) => kind !== 'inline')
  if (at < 0) return [fodder, NO_FODDER]
  const {blanks, indent, ...end} = fodder[at]!
  const after = blanks > 0 ? [lineEnd(blanks, indent)] : []
  for (const element of fodder.slice(at + 1)) append(after, element)
  return [[...fodder.slice(0, at), {...end, indent, blanks: 0}], after]
}

function endsGroup(fodder: Fodder): boolean {
  const line = fodder.findIndex(({kind}) => kind !== 'inline')
  return fodder.some(({blanks}, at) => blanks > 0 || (line >= 0 && at > line))
}

/** By code points. A name that is defined twice would mean another import in another order. */
function sorted(lines: ImportLine[]): ImportLine[] {
  const names = new Set(lines.map(({bind}) => bind.name.text))
  if (names.size < lines.length) return lines
  const keyed = lines.map((line) => ({line, key: Buffer.from(line.path, 'utf8')}))
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({line}) => line)
}

function localOf({bind, before}: ImportLine, fodder: Fodder): Omit<Local, 'body'> {
  const {name, delimiter} = bind
  const own = {...bind, name: {...name, fodder: before}, delimiter: {...delimiter, text: ';'}}
  return {type: 'local', keyword: {fodder, text: 'local', isKept: false}, binds: [own]}
}
