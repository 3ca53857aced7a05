import {readdir, readFile} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'

import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import type {CompiledConfig} from './config-source.js'

/** The configurations of an app: `…/<profile>/config.json`. Throws `CONFIG_INVALID`, naming every file that fails. */
export async function compileApp<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
): Promise<readonly CompiledConfig[]> {
  const directory = app.configs?.directory(scopeOf(app, settings, undefined))
  if (directory === undefined) return []
  const found = await readdir(directory, {recursive: true})
  const files = found.filter((file) => basename(file) === 'config.json').map((file) => join(directory, file))
  const failed: string[] = []
  const compiled = await Promise.all(
    files.map(async (file): Promise<CompiledConfig[]> => {
      try {
        const content = JSON.stringify(JSON.parse(await readFile(file, 'utf8'))).replaceAll(
          /[^ -~]/g,
          (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
        return [{profile: basename(dirname(file)), file, format: 'json', contentType: 'application/json', content}]
      } catch (error) {
        failed.push(`${file}: ${(error as Error).message}`)
        return []
      }
    }),
  )
  if (failed.length > 0) throw new StackError('CONFIG_INVALID', failed.join('\n'))
  return compiled.flat().toSorted((one, other) => (one.profile < other.profile ? -1 : 1))
}
