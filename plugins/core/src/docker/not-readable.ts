import {StackError} from '../errors.js'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
  EPERM: 'permission denied',
}

/** Something of a build's sources that cannot be read, with the reason in words. */
export function notReadable(what: string, path: string, cause: unknown): StackError {
  const {code = '', message} = cause as NodeJS.ErrnoException
  const file = path === '' ? '' : ` ${path}`
  return new StackError('CONTEXT_NOT_READABLE', `cannot read ${what}${file}: ${REASONS[code] ?? message}`, {
    details: {path},
    cause,
  })
}
