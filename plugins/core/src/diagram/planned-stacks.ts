import {readFile} from 'node:fs/promises'

import type {AppDefinition, ParameterValue} from '../app.js'
import type {Context} from '../context.js'
import {parametersOf} from '../graph.js'
import {lookupsOf} from '../lookup-account.js'
import type {Lookups} from '../lookups.js'
import {wantedApp} from '../optional-parts.js'
import {scopeOf, stackName} from '../scope.js'
import type {Settings} from '../settings.js'
import {parseTemplate} from '../template/parse-template.js'
import type {DrawnParameter, DrawnStack} from './drawn-stack.js'

/** What a deploy would make, from the templates on this machine and the settings. Asks the account what the definition looks up, and nothing else. */
export async function plannedStacks<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ctx: Context,
): Promise<DrawnStack[]> {
  const wanted = wantedApp(app, settings)
  const deployed = new Map(
    wanted.stacks.map(({part}) => [part, ctx.cloudFormation.describe(stackName(app, settings, part))]),
  )
  const [stacks] = await Promise.all([stacksBy(app, settings, lookupsOf(ctx, deployed)), ...deployed.values()])
  return stacks
}

/** The same with answers from anybody. */
export async function stacksBy<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  ask: Lookups,
): Promise<DrawnStack[]> {
  const wanted = wantedApp(app, settings)
  const facts = (await wanted.lookup?.(scopeOf(app, settings, undefined), ask)) as Facts
  const parameters = parametersOf(wanted, scopeOf(app, settings, facts))
  return Promise.all(
    wanted.stacks.map(async ({part, template: file}) => {
      const values = Object.entries(parameters[part] ?? {}).map(([name, value]) => [name, toDrawn(value)])
      return {
        part,
        name: stackName(app, settings, part),
        template: parseTemplate(await readFile(file, 'utf8'), file),
        parameters: Object.fromEntries(values) as Record<string, DrawnParameter>,
        outputs: {},
      }
    }),
  )
}

function toDrawn(value: ParameterValue): DrawnParameter {
  if (typeof value === 'string') return value
  switch (value.ref) {
    case 'output':
      return {part: value.part, name: value.name}
    case 'image':
      return value.image
    case 'creating':
      return 'true'
    case 'list':
      return value.of.map((one) => (typeof one === 'string' ? one : {part: one.part, name: one.name}))
    case 'live':
      return value.otherwise
  }
}
