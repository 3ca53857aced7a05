import type {CompiledConfig} from '../configs/config-source.js'
import {StackError} from '../errors.js'

/** More is refused by AppConfig whatever the quotas are; where a lower quota is set, AppConfig refuses by itself with the same code. */
export const LARGEST_CONFIG = 2 * 1024 * 1024

/** Throws `CONFIG_TOO_LARGE`. */
export function assertConfigSize({profile, file, content}: CompiledConfig): void {
  const bytes = Buffer.byteLength(content)
  if (bytes <= LARGEST_CONFIG) return
  throw new StackError(
    'CONFIG_TOO_LARGE',
    `${profile} is ${bytes} bytes, and AppConfig takes ${LARGEST_CONFIG} at most: ${file}`,
    {details: {profile, file, bytes, limit: LARGEST_CONFIG}},
  )
}
