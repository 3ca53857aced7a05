import {StackError} from '@aws-stack/core'

import {replaceFile} from './init/write-settings.js'

/** A file that a flag names: an earlier one of the name is replaced when all of it is written. */
export async function writeTarget(file: string, text: string): Promise<void> {
  try {
    await replaceFile(file, text)
  } catch (cause) {
    throw new StackError('TARGET_NOT_WRITABLE', `cannot write ${file}: ${(cause as Error).message}`, {cause})
  }
}
