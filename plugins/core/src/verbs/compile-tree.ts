import {openConfigTree, type ConfigTreeInput, type TreeEntry} from '../configs/config-tree.js'
import {configsInvalid} from '../configs/configs-invalid.js'

export interface CompileTreeResult {
  readonly directory: string
  /** JSON files whose bytes have changed. */
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
}

/** Compiles every source of a folder into a JSON file. Throws `CONFIG_INVALID` that names those that do not compile, when the others are written. */
export async function compileTree(input: ConfigTreeInput): Promise<CompileTreeResult> {
  const tree = await openConfigTree(input)
  const entries = await tree.compile()
  const result = {
    directory: input.directory,
    written: entries.filter(({state}) => state === 'written').map(({target}) => target),
    unchanged: entries.filter(({state}) => state === 'unchanged').map(({target}) => target),
  }
  const failed = failedOf(entries)
  if (failed.length > 0) throw configsInvalid(failed, entries.length, result)
  return result
}

function failedOf(entries: readonly TreeEntry[]) {
  return entries.flatMap(({source, message}) => (message === undefined ? [] : [{source, message}]))
}
