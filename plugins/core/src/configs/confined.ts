import {existsSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'

import type {ConfigSourceOptions} from './config-source.js'

/** What says that a folder is all of a project, the widest first. */
const MARKS = ['.git', 'aws-stack.yaml']

/** Imports lead nowhere but into the project around the folder: the repository, or what has settings of its own; into the folder itself where it is in none. */
export function confined(directory: string, options: ConfigSourceOptions): ConfigSourceOptions {
  return {root: projectOf(directory), ...options}
}

function projectOf(directory: string): string {
  for (const mark of MARKS)
    for (let folder = resolve(directory); ; folder = dirname(folder)) {
      if (existsSync(join(folder, mark))) return folder
      if (folder === dirname(folder)) break
    }
  return resolve(directory)
}
