import {existsSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'

/** What says that a folder is all of a project, the widest first. */
const MARKS = ['.git', 'aws-stack.yaml']

/** The project that a folder is in: the repository, or what has settings of its own; the folder itself where it is in none. */
export function projectOf(directory: string): string {
  for (const mark of MARKS)
    for (let folder = resolve(directory); ; folder = dirname(folder)) {
      if (existsSync(join(folder, mark))) return folder
      if (folder === dirname(folder)) break
    }
  return resolve(directory)
}
