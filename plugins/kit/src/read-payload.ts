import {readFile} from 'node:fs/promises'
import type {Readable} from 'node:stream'
import {text} from 'node:stream/consumers'

import {StackError} from '@aws-stack/core'

/** JSON itself begins as no name of a file does. */
const JSON_START = /^\s*[[{"\d]|^\s*(true|false|null)\s*$/

/** JSON that stands on the command line, in a file, or comes in a pipe (`-`). Throws `SOURCE_NOT_READABLE`. */
export async function readPayload(given: string, stdin: Readable): Promise<string> {
  if (given === '-') return text(stdin)
  if (JSON_START.test(given) && isJson(given)) return given
  try {
    return await readFile(given, 'utf8')
  } catch (cause) {
    if (/^\s*[[{"]/.test(given)) return given // wrong JSON: whoever takes it says what is wrong
    const {code, message} = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? `there is no ${given}` : `${given} cannot be read: ${message}`
    throw new StackError('SOURCE_NOT_READABLE', why, {cause})
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
