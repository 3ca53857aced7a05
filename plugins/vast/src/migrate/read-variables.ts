import {readFile} from 'node:fs/promises'
import {parseEnv} from 'node:util'

import {StackError} from '@aws-stack/kit'

/** A variable of a `.env` file. */
export interface Variable {
  readonly name: string
  readonly value: string
  /** From 1; of the last one where a name stands twice, which is the one that counts. */
  readonly line: number
}

/** In the order of the file. Throws `SETTINGS_NOT_FOUND`. */
export async function readVariables(file: string): Promise<Variable[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StackError('SETTINGS_NOT_FOUND', `cannot read ${file}, the variables of vast-cloud`, {
      cause,
      suggestions: ['aws-stack vast:migrate --help'],
    })
  })
  const lines = text.split('\n')
  return Object.entries(parseEnv(text))
    .map(([name, value = '']) => ({name, value: value.trim(), line: lineOf(name, lines)}))
    .toSorted((one, other) => one.line - other.line)
}

function lineOf(name: string, lines: readonly string[]): number {
  const starts = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`)
  return lines.findLastIndex((line) => starts.test(line)) + 1
}
