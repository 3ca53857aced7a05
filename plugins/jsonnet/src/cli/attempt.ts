import {CommandError} from './command-error.js'

/** In C's words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EROFS: 'Read-only file system',
}

/** Reads or writes a file; what fails is a CommandError. */
export function attempt<Result>(kind: 'source' | 'target', what: string, file: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    const {code = '', message} = error as NodeJS.ErrnoException
    throw new CommandError(kind, `${what}: ${file}: ${REASONS[code] ?? message}`)
  }
}
