import {existsSync} from 'node:fs'
import {copyFile, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {StackError} from '@aws-stack/core'

import type {PluginSpec} from './plugin-spec.js'
import {npmInstall} from './run-npm.js'
import {runnerTemp} from './runner-temp.js'

/** A plugin of npm with a version, as `parsePluginSpec` gives it where none of the bundle is meant. */
export type PinnedPlugin = PluginSpec & {readonly version: string}

/**
 * The folder that has the plugin in its `node_modules`: of the runner's tool cache, else installed into it by npm, with the registries and tokens of
 * npm's own settings and the `.npmrc` of the working directory. No script of any package is run. What is not what was asked for is kept nowhere.
 */
export async function installPlugin(plugin: PinnedPlugin): Promise<string> {
  const {cacheDir, find} = await import('@actions/tool-cache')
  const tool = `aws-stack-plugin-${plugin.name.replace('/', '+')}`
  const cached = find(tool, plugin.version)
  if (cached) {
    await assertAsked(plugin, cached)
    return cached
  }

  const folder = await mkdtemp(join(runnerTemp(), 'aws-stack-plugin-'))
  try {
    await writeFile(join(folder, 'package.json'), '{"private": true}\n')
    if (existsSync('.npmrc')) await copyFile('.npmrc', join(folder, '.npmrc'))
    await npmInstall(plugin.name, plugin.version, folder)
    await rm(join(folder, '.npmrc'), {force: true})
    await assertAsked(plugin, folder)
    return await cacheDir(folder, tool, plugin.version)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

interface Lock {
  readonly packages?: Readonly<Record<string, {readonly version?: string; readonly integrity?: string}>>
}

/** Against what npm has noted of the tarball that it unpacked. */
async function assertAsked({name, version, integrity}: PinnedPlugin, folder: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(folder, 'node_modules', '.package-lock.json'), 'utf8')) as Lock
  const installed = lock.packages?.[`node_modules/${name}`]
  if (integrity !== undefined && integrity !== installed?.integrity) {
    const found = installed?.integrity ?? 'nothing'
    throw new StackError('PLUGIN_ALTERED', `${name}@${version} has the integrity ${found}, not ${integrity}`, {
      details: {package: name, version, asked: integrity, found},
    })
  }
  const file = join(folder, 'node_modules', name, 'package.json')
  const {oclif} = JSON.parse(await readFile(file, 'utf8')) as {oclif?: object}
  if (!oclif) {
    const message = `${name}@${version} is no plugin of aws-stack: its package.json has no section "oclif"`
    throw new StackError('PLUGIN_BROKEN', message, {details: {package: name, version}})
  }
}
