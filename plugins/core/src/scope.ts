import type {AppOutline, Scope} from './app.js'
import type {Tag} from './context.js'
import type {StackPlace} from './in-turn.js'
import type {Settings} from './settings.js'

export function scopeOf<Config, Facts>(
  app: Pick<AppOutline, 'name'>,
  settings: Settings<Config>,
  facts: Facts,
): Scope<Config, Facts> {
  const {stage, region, account, config} = settings
  return {name: `${app.name}-${stage}`, stage, region, account, config, facts}
}

/** `<app>-<stage>-<part>` */
export function stackName(app: Pick<AppOutline, 'name'>, settings: Settings, part: string): string {
  return `${app.name}-${settings.stage}-${part}`
}

/** CloudFormation hands a stack's tags on to every resource that takes tags. */
export function stackTags(app: Pick<AppOutline, 'name'>, settings: Settings, part: string): Tag[] {
  return [
    {key: 'aws-stack:app', value: app.name},
    {key: 'aws-stack:stage', value: settings.stage},
    {key: 'aws-stack:part', value: part},
  ]
}

export function placeOf(app: Pick<AppOutline, 'name'>, settings: Settings, part: string): StackPlace {
  return {app: app.name, part, name: stackName(app, settings, part), tags: stackTags(app, settings, part)}
}
