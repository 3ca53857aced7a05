import {readFile} from 'node:fs/promises'

import {changedLines} from '../changed-lines.js'
import {writeCompiled} from '../configs/write-compiled.js'
import {StackError} from '../errors.js'

export interface WorkflowFile {
  /** As it is shown: from the current folder. */
  readonly name: string
  /** Absolute. */
  readonly file: string
}

export interface WorkflowChange extends WorkflowFile {
  readonly text: string
  readonly action: 'create' | 'change' | 'none'
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** `undefined`: there is no such file. */
export async function readWorkflow({file}: WorkflowFile): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StackError('SOURCE_NOT_READABLE', `cannot read the workflow ${file}`, {cause, details: {file}})
  }
}

/** What writing it would change. */
export async function planWorkflow(place: WorkflowFile, text: string): Promise<WorkflowChange> {
  const before = await readWorkflow(place)
  const action = before === undefined ? 'create' : before === text ? 'none' : 'change'
  return {...place, text, action, ...(action === 'none' ? {removed: [], added: []} : changedLines(before, text))}
}

const SHOWN = 12

/** Throws `FILE_EXISTS` with the lines that differ: the file may be somebody's work. */
export function assertReplaceable({name, file, action, removed, added}: WorkflowChange): void {
  if (action !== 'change') return
  const lines = [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)]
  const more = lines.length > SHOWN ? [`… and ${lines.length - SHOWN} more lines`] : []
  const shown = [...lines.slice(0, SHOWN), ...more].map((line) => `\n  ${line}`).join('')
  throw new StackError('FILE_EXISTS', `nothing was changed: ${name} is there already and is another one${shown}`, {
    details: {file, removed, added},
    suggestions: ['aws-stack github:setup --force', 'aws-stack github:setup --no-workflow'],
  })
}

export async function writeWorkflow({file, text, action}: WorkflowChange): Promise<void> {
  if (action !== 'none') await writeCompiled(file, text)
}
