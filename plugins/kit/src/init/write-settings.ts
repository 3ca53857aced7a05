import {readFile, rename, writeFile} from 'node:fs/promises'

import {changedLines, type ChangedLines, StackError} from '@aws-stack/core'

import {paint} from '../paint.js'
import type {InitOptions} from './init.js'

export interface SettingsText {
  /** As the user named it. */
  readonly name: string
  readonly file: string
  /** `undefined`: there is no such file. */
  readonly before: string | undefined
  readonly after: string
}

/** `undefined`: there is no such file. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StackError('SETTINGS_NOT_FOUND', `cannot read the settings file ${file}`, {cause})
  }
}

/** Shows what would change in a file that is there, and asks. `false`: nothing would. */
export async function writeSettings(
  {name, file, before, after}: SettingsText,
  {yes, force, prompt, reporter}: InitOptions,
): Promise<boolean> {
  if (before === after) return false
  if (before !== undefined && !force) {
    reporter.say(`\nwould change in ${name}\n${formatChangedLines(changedLines(before, after)).join('\n')}\n`)
    if (yes || !prompt.terminal) {
      throw new StackError('FILE_EXISTS', `nothing was written: ${name} is there already and would be changed`, {
        details: {file},
        suggestions: ['aws-stack init --force'],
      })
    }
    const answer = await prompt.ask(`Change ${name}? (y/N) `)
    if (!/^y(es)?$/i.test(answer?.trim() ?? ''))
      throw new StackError('DECLINED', 'nothing was written: the answer was no')
  }
  await replaceFile(file, after)
  return true
}

/** Another name first: a run that is ended here leaves no half of a file. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}

export function formatChangedLines({removed, added}: ChangedLines): string[] {
  return [
    ...removed.map((line) => `  ${paint.removed('-')} ${line}`),
    ...added.map((line) => `  ${paint.added('+')} ${line}`),
  ]
}
