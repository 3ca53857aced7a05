import type {StackError} from '@aws-stack/core'

import {invalidInputs} from './invalid-inputs.js'

/** One item of the input `plugins`. */
export interface PluginSpec {
  /** `vast`, `@acme/plugin-queue` */
  readonly name: string
  readonly version?: string
  /** `sha512-…` of the package's tarball. */
  readonly integrity?: string
}

const NAME = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/
const EXACT = /^\d+\.\d+\.\d+(-[\dA-Za-z.-]+)?$/
const INTEGRITY = /^sha512-[\dA-Za-z+/]{86}==$/

/** `name`, `name@1.4.2` or `name@1.4.2#sha512-…`. Throws `INPUT_INVALID` for anything else: what is run is to be the same tomorrow. */
export function parsePluginSpec(text: string): PluginSpec {
  const [spec = '', integrity] = text.split('#', 2)
  const at = spec.indexOf('@', 1)
  const name = at === -1 ? spec : spec.slice(0, at)
  const version = at === -1 ? undefined : spec.slice(at + 1)
  if (!NAME.test(name)) throw invalid(text, 'is no name of a package')
  if (version !== undefined && !EXACT.test(version))
    throw invalid(text, `asks for ${JSON.stringify(version)}, which is no exact version`, name)
  if (version === undefined && (integrity !== undefined || (name.startsWith('@') && !isOwn(name))))
    throw invalid(text, 'has no version: the exact one is needed', name)
  if (integrity !== undefined && !INTEGRITY.test(integrity))
    throw invalid(text, 'has an integrity that is no sha512: it begins with sha512- and ends with ==', name)
  return {name, ...(version !== undefined && {version}), ...(integrity !== undefined && {integrity})}
}

function isOwn(name: string): boolean {
  return name.startsWith('@aws-stack/')
}

function invalid(value: string, message: string, name?: string): StackError {
  const suggestions = name === undefined ? [] : [`npm view ${name} version dist.integrity`]
  return invalidInputs([{input: 'plugins', value, message}], {suggestions})
}
