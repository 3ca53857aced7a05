import {StackError} from '../errors.js'
import {createTextCompiler} from './compile-text.js'
import type {CompiledConfig, ConfigSource, ConfigSourceOptions} from './config-source.js'
import {minifyJson} from './minify-json.js'

export interface CompiledConfigs {
  readonly compiled: readonly CompiledConfig[]
  /** Each with what is wrong with it; the others are compiled all the same. */
  readonly failed: readonly FailedConfig[]
}

export interface FailedConfig {
  readonly source: ConfigSource
  /** Jsonnet's own, of several lines. */
  readonly message: string
}

/** Compiles to what is uploaded. Writes nothing. */
export async function compileConfigs(
  sources: readonly ConfigSource[],
  options: ConfigSourceOptions,
): Promise<CompiledConfigs> {
  const {text} = await createTextCompiler(sources, options)
  const compiled: CompiledConfig[] = []
  const failed: FailedConfig[] = []
  for (const source of sources) {
    try {
      compiled.push({...source, contentType: 'application/json', content: minifyJson(await text(source))})
    } catch (error) {
      if (!StackError.is(error)) throw error
      failed.push({source, message: error.message})
    }
  }
  return {compiled, failed}
}
