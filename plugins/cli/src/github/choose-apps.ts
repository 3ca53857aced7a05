import {type AppDefinition, StackError} from '@aws-stack/core'

export interface AppChoice {
  readonly chosen: readonly AppDefinition[]
  readonly others: readonly string[]
}

/** Those that are named; all without a name. */
export function chooseApps(apps: readonly AppDefinition[], named: readonly string[]): AppChoice {
  const missing = named.find((name) => !apps.some((app) => app.name === name))
  if (missing !== undefined || apps.length === 0) {
    const installed = apps.map(({name}) => name).join(', ') || 'none'
    const what =
      missing === undefined
        ? 'no app is installed; each is a plugin'
        : `there is no app ${missing} here; installed: ${installed}`
    throw new StackError('PLUGIN_NOT_INSTALLED', what, {
      suggestions: [`npm install --save-dev @aws-stack/plugin-${missing ?? 'vast'}`],
    })
  }
  const isChosen = ({name}: AppDefinition) => named.length === 0 || named.includes(name)
  return {chosen: apps.filter(isChosen), others: apps.filter((app) => !isChosen(app)).map(({name}) => name)}
}
