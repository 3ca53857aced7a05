import {readFile} from 'node:fs/promises'

import {StackError} from '../errors.js'
import {notReadable} from './not-readable.js'

/** The bytes as they are: they are hashed and sent, and read as text where a line is looked for. */
export async function readDockerfile(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw notReadable('the Dockerfile', path, error)
    throw new StackError('DOCKERFILE_NOT_FOUND', `there is no Dockerfile ${path}`, {
      details: {dockerfile: path},
      cause: error,
    })
  }
}
