import {type AppDefinition, StackError} from '@aws-stack/core'

import {ask} from './ask.js'
import type {InitOptions} from './init.js'

type Options = Pick<InitOptions, 'apps' | 'app' | 'yes' | 'prompt' | 'reporter'>

/** The one that is named or the only one; else asks. */
export async function chooseApp(options: Options): Promise<AppDefinition> {
  const {apps, app: named, yes, prompt} = options
  const names = apps.map(({name}) => name)
  const [only] = apps
  if (!only) {
    throw new StackError('PLUGIN_NOT_INSTALLED', 'no app is installed; each is a plugin', {
      suggestions: [`npm install --save-dev @aws-stack/plugin-${named ?? 'vast'}`],
    })
  }
  const found = (name: string) => apps.find((app) => app.name === name)
  if (named !== undefined) return found(named) ?? notInstalled(named, names)
  if (apps.length === 1) return only
  if (yes || !prompt.terminal) {
    throw new StackError(prompt.terminal ? 'USAGE' : 'NO_TERMINAL', `of which app? ${names.join(', ')} are installed`, {
      suggestions: names.map((name) => `aws-stack init --app ${name}`),
    })
  }
  const check = (name: string) => (found(name) ? undefined : `"${name}" is none of ${names.join(', ')}`)
  return found(await ask({about: `Installed: ${names.join(', ')}.`, key: 'app', check}, options)) ?? only
}

function notInstalled(name: string, names: readonly string[]): never {
  throw new StackError('PLUGIN_NOT_INSTALLED', `there is no app ${name} here; installed: ${names.join(', ')}`, {
    suggestions: [`npm install --save-dev @aws-stack/plugin-${name}`],
    details: {app: name},
  })
}
