import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import type {DeployedConfig} from '../release-results.js'
import type {Settings} from '../settings.js'
import {describeRelease} from './describe-release.js'
import {findApplication} from './find-application.js'
import {planConfig, type PlannedConfig} from './plan-config.js'
import {createReleaseQueue, releaseConfig} from './release-config.js'
import {historiesOf, type SurveyedConfigs} from './survey-configs.js'

export interface ReleaseNodeInput {
  readonly planned: PlannedConfig
  /** Of a profile that a part makes: its id, once the part is there. */
  readonly profileId: () => string | undefined
  readonly goesOn: () => void
}

/** Releases configurations of a survey, one after another is asked for. What was not known when it was planned is planned now. */
export function createReleases<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  surveyed: Pick<SurveyedConfigs, 'environments' | 'place' | 'folder'>,
  ctx: Context,
): (input: ReleaseNodeInput) => Promise<DeployedConfig> {
  const queue = createReleaseQueue()
  let description: Promise<string> | undefined
  let made: ReturnType<typeof findAgain> | undefined
  const findAgain = async () => {
    const place = await findApplication(app, settings, ctx)
    return {place, histories: historiesOf(place, surveyed.environments, ctx)}
  }
  return async ({planned, profileId, goesOn}) => {
    description ??= describeRelease(surveyed.folder, ctx)
    const rest = {app: app.name, queue, description: await description, goesOn}
    const isKnown = planned.plan.knownAfter === undefined
    if (isKnown && surveyed.place) return releaseConfig({...rest, planned, place: surveyed.place}, ctx)
    const {place, histories} = await (made ??= findAgain())
    const {config} = planned
    const now = await planConfig({config, place, histories, profileId: profileId(), missing: 'skip'}, ctx)
    return releaseConfig({...rest, planned: now, place}, ctx)
  }
}
