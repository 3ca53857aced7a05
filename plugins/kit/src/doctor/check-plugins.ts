import {StackError} from '@aws-stack/core'

import {type Check, check} from './check.js'

export interface PluginVersion {
  readonly name: string
  readonly version: string
}

export function checkPlugins(plugins: readonly PluginVersion[]): Promise<Check> {
  return check({
    name: 'plugins',
    required: true,
    async look() {
      if (plugins.length > 0) return plugins.map(({name, version}) => `${name} ${version}`).join(', ')
      throw new StackError(
        'PLUGIN_NOT_INSTALLED',
        'no plugin was found, neither in this project nor beside a global aws-stack',
        {
          suggestions: ['npm install --save-dev @aws-stack/plugin-vast'],
        },
      )
    },
  })
}
