import {type Diagnostic, SourceFault} from '../errors.js'
import {fromBytes, lex} from '../syntax/lexer.js'
import {isString} from '../syntax/tokens.js'
import {unescape} from '../syntax/unescape.js'
import {programOf} from './programs.js'

/** A source and where it is. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** The first fault of each source that `root` imports, directly or not. `find` gives undefined where there is nothing. */
export function faultsOf(root: Source, find: (from: string, path: string) => Source | undefined): Diagnostic[] {
  const faults: Diagnostic[] = []
  const seen = new Set([root.path])
  const open = [root]
  for (let source = open.shift(); source; source = open.shift()) {
    const {path, text} = source
    const fault = faultOf(source)
    if (fault) faults.push({file: path, span: fault.span, message: fault.message})
    for (const imported of importsOf(text)) {
      const found = find(path, imported)
      if (!found || seen.has(found.path)) continue
      seen.add(found.path)
      open.push(found)
    }
  }
  return faults
}

function faultOf({path, text}: Source): SourceFault | undefined {
  return attempt(() => void programOf(path, text))
}

/** What a source imports as code, as far as it has tokens. */
function importsOf(text: string): string[] {
  const paths: string[] = []
  attempt(() => {
    const tokens = lex(text)
    tokens.forEach(({kind}, index) => {
      const next = tokens[index + 1]
      if (kind !== 'import' || !next || !isString(next.kind)) return
      const content = fromBytes(next.data)
      paths.push(next.kind.startsWith('STRING') ? unescape(content, next) : content)
    })
  })
  return paths
}

function attempt(read: () => void): SourceFault | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof SourceFault) return error
    throw error
  }
}
