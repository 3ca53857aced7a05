import type {Context} from '../context.js'
import {isKnown, type ReferenceValues} from '../parameters.js'
import {planConfig, type PlannedConfig, unknownConfig} from '../releases/plan-config.js'
import type {SurveyedConfigs} from '../releases/survey-configs.js'

/** Plans the release of one configuration of the survey, as far as what it needs is there already. */
export async function planSurveyedConfig(
  profile: string,
  surveyed: SurveyedConfigs,
  values: ReferenceValues,
  ctx: Context,
): Promise<PlannedConfig | undefined> {
  const {compiled, environments, part, references, place, histories} = surveyed
  const config = compiled.find((one) => one.profile === profile)
  if (!config) return undefined
  if (!place) {
    const application = part === undefined ? undefined : values.output(part, 'ApplicationId')
    return unknownConfig(config, environments, application && !isKnown(application) ? application.after : (part ?? ''))
  }
  const reference = references[profile]
  const id = reference && values.output(reference.part, reference.name)
  if (id && !isKnown(id)) return unknownConfig(config, environments, id.after)
  return planConfig({config, place, histories, profileId: id?.value, missing: 'skip'}, ctx)
}
