import {inAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {ConfigListResult} from '../release-results.js'
import {configStatuses} from '../releases/config-statuses.js'
import {findApplication} from '../releases/find-application.js'
import type {Settings} from '../settings.js'

export interface ListConfigsInput {
  /** All of the application without it. */
  readonly environments?: readonly string[] | undefined
}

/** The profiles, and what each environment runs of them. Read only. */
export async function listConfigs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {environments}: ListConfigsInput,
  ctx: Context,
): Promise<ConfigListResult> {
  const {stage, region} = settings
  return inAccount(settings, ctx, async () => {
    const place = await findApplication(app, settings, ctx)
    const chosen = environments?.length ? environments : Object.keys(place.environments)
    const configs = await configStatuses(place, chosen, ctx)
    return {app: app.name, stage, region, application: place.name, configs}
  })
}
