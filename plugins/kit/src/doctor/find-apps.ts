import {createRequire} from 'node:module'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'

import type {AppDefinition} from '@aws-stack/core'

/** The apps that installed plugins bring: a plugin's main export holds its definition. */
export async function findApps(
  plugins: readonly {readonly name: string; readonly root: string}[],
): Promise<AppDefinition[]> {
  const apps = await Promise.all(plugins.filter(({name}) => name.startsWith('@aws-stack/plugin-')).map(appsOf))
  return apps.flat()
}

async function appsOf({name, root}: {name: string; root: string}): Promise<AppDefinition[]> {
  // A package may name itself (Node.js documentation, "Self-referencing a package using its name").
  const main = createRequire(join(root, 'package.json')).resolve(name)
  const exported = (await import(pathToFileURL(main).href)) as Record<string, unknown>
  return Object.values(exported).filter(isApp)
}

function isApp(value: unknown): value is AppDefinition {
  return typeof value === 'object' && value !== null && 'stacks' in value && 'images' in value && 'settings' in value
}
