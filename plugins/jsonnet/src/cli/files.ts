import {readFileSync, writeFileSync} from 'node:fs'

import {attempt} from './attempt.js'
import type {World} from './world.js'

/** The text of a file, or with `-` of the standard input. Throws a CommandError. */
export function readInput(file: string, world: World): string {
  return file === '-' ? world.stdin() : attempt('source', 'Opening input file', file, () => readFileSync(file, 'utf8'))
}

/** Throws a CommandError. */
export function writeOutput(file: string, text: string): void {
  attempt('target', 'Writing to output file', file, () => writeFileSync(file, text))
}
