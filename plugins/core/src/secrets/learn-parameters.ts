import {isKnown, type ResolvedParameters} from '../parameters.js'
import type {Template} from '../template/parse-template.js'
import type {Secrets} from './secrets.js'

/** The values of `NoEcho` parameters are secrets, also a default that stands in the template. */
export function learnParameters(
  {parameters: declared}: Template,
  parameters: ResolvedParameters,
  secrets: Secrets,
): void {
  for (const [name, {noEcho, default: fallback}] of declared) {
    const resolved = parameters[name]
    if (!noEcho) continue
    secrets.add(fallback)
    if (resolved && isKnown(resolved)) secrets.add(resolved.value)
  }
}
