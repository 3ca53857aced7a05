import {StackError} from '../errors.js'
import type {FailedConfig} from './compile-configs.js'
import {shown} from './compile-text.js'

/** Names every file that does not compile, with its message. `details` go along with them. */
export function configsInvalid(failed: readonly FailedConfig[], of: number, details: object = {}): StackError {
  const told = failed.map(({source, message}) => `  ${shown(source)}: ${message.trimEnd().replaceAll('\n', '\n    ')}`)
  const head = `${failed.length} of ${of} configuration${of === 1 ? ' does' : 's do'} not compile`
  return new StackError('CONFIG_INVALID', [head, ...told].join('\n'), {
    details: {...details, failed: failed.map(({source: {profile, file}, message}) => ({profile, file, message}))},
  })
}
