import {resolve} from 'node:path'

import {type AppDefinition, configPlace, type ConfigSourceOptions, StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

import type {OpenAppOptions} from '../open-app.js'

const many = {multiple: true, multipleNonGreedy: true} as const

/** How sources of Jsonnet are compiled, besides what the settings say. */
export const sourceFlags = {
  'ext-str': Flags.string({
    summary: 'External variable, a text; may be repeated.',
    env: 'AWS_STACK_CONFIG_EXT_STR',
    helpValue: 'name=text',
    ...many,
  }),
  'ext-code': Flags.string({
    summary: 'External variable, code of Jsonnet; may be repeated.',
    env: 'AWS_STACK_CONFIG_EXT_CODE',
    helpValue: 'name=code',
    ...many,
  }),
  'ext-code-file': Flags.string({
    summary: 'External variable, a file of Jsonnet: the library of v2 is sub=substation.libsonnet; may be repeated.',
    env: 'AWS_STACK_CONFIG_EXT_CODE_FILE',
    helpValue: 'name=file',
    ...many,
  }),
  jpath: Flags.string({
    summary: 'Folder of imports, which may be outside of the project; may be repeated.',
    env: 'AWS_STACK_CONFIG_JPATH',
    helpValue: 'folder',
    ...many,
  }),
}

export const eraFlag = {
  era: Flags.option({options: ['v0', 'v1', 'v2'] as const})({
    summary: 'Generation of Substation to check against; told from the form of each without.',
    env: 'AWS_STACK_CONFIG_ERA',
  }),
}

interface SourceFlags {
  readonly 'ext-str'?: readonly string[] | undefined
  readonly 'ext-code'?: readonly string[] | undefined
  readonly 'ext-code-file'?: readonly string[] | undefined
  readonly jpath?: readonly string[] | undefined
  readonly era?: ConfigSourceOptions['era']
}

/** What is compiled and how: the folder that was named, or the setting's, or the current one. Flags go before settings. */
export async function configSourcesOf<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  access: OpenAppOptions,
  flags: SourceFlags,
  dir: string | undefined,
): Promise<{directory: string; options: ConfigSourceOptions}> {
  const {cwd, given, environment, file, secrets} = access
  const {directory, options} = await configPlace(app, {cwd, flags: given, environment, file, secrets})
  const {era = options.era} = flags
  return {
    directory: resolve(cwd, dir ?? directory ?? '.'),
    options: {
      ...options,
      ...(era && {era}),
      extStr: {...options.extStr, ...pairs('ext-str', flags['ext-str'])},
      extCode: {...options.extCode, ...pairs('ext-code', flags['ext-code'])},
      extCodeFile: {...options.extCodeFile, ...pairs('ext-code-file', flags['ext-code-file'])},
      importPaths: [...(options.importPaths ?? []), ...(flags.jpath ?? [])],
    },
  }
}

function pairs(flag: string, values: readonly string[] = []): Record<string, string> {
  const named = values.map((value) => {
    const at = value.indexOf('=')
    if (at <= 0) throw new StackError('USAGE', `--${flag} ${value}: a name and a value are needed, name=value`)
    return [value.slice(0, at), value.slice(at + 1)]
  })
  return Object.fromEntries(named) as Record<string, string>
}
