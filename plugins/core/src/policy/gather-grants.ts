import type {AppDefinition} from '../app.js'
import {wantedApp} from '../optional-parts.js'
import {partitionOf} from '../partition-of.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {appStacks, resourcesOf} from './app-resources.js'
import {callGrants} from './call-grants.js'
import type {Grant} from './grant.js'
import type {PolicyVerb} from './policy-result.js'
import {typeGrants} from './type-grants.js'
import {TYPE_ROWS} from './type-rows.js'

export interface Gathered {
  readonly grants: readonly Grant[]
  /** Of the templates, without a row in the table. */
  readonly unknownTypes: readonly string[]
}

/** What the commands need, call by call and resource by resource. */
export async function gatherGrants<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config> & {readonly account: string},
  commands: readonly PolicyVerb[],
): Promise<Gathered> {
  const {stage, region, account} = settings
  const place = {app: app.name, stage, region, account, partition: partitionOf(region)}
  const wanted = wantedApp(app, settings)
  const scope = scopeOf(app, settings, undefined)
  const stacks = await appStacks(app, settings)
  const resources = stacks.flatMap((stack) => resourcesOf(stack, place))
  const layers = wanted.images.flatMap(({layers}) => layers?.(scope) ?? [])
  const vpcs = Object.entries(app.settings.shape).flatMap(([key, schema]) => {
    const value: unknown = (settings.config as Readonly<Record<string, unknown>>)[key]
    return schema.meta()?.['choose'] === 'vpc' && typeof value === 'string' ? [value] : []
  })
  const grants = [
    ...callGrants(
      {
        place,
        stacks,
        resources,
        layers: layers.map(({arn}) => arn),
        tracesEncrypted: wanted.stacks.some(({traceKey}) => traceKey !== undefined),
        ownApplication: app.configs?.names?.(scope).application === undefined,
      },
      commands,
    ),
    ...typeGrants({place, stacks, resources, vpcs}, commands),
  ]
  const types = new Set(resources.map(({type}) => type))
  return {grants, unknownTypes: [...types].filter((type) => !(type in TYPE_ROWS)).toSorted()}
}
