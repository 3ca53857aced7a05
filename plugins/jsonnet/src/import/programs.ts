import {compileSource, type Program} from '../compile/compile.js'

/** Programs by path, with the source that they are of: a file that is imported again is not read again. */
const known = new Map<string, {source: string; program: Program}>()

/** The program of a file; compiled once in the process as long as the file stays what it is. Throws its first SourceFault. */
export function programOf(path: string, source: string): Program {
  const own = known.get(path)
  if (own?.source === source) return own.program
  const program = compileSource({path}, source)
  known.set(path, {source, program})
  return program
}
