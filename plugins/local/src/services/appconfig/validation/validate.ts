import type {InvalidConfigurationDetail} from '@aws-sdk/client-appconfig'

import type {AppConfigCall} from '../app-config-operation.js'
import {invalidConfiguration} from '../faults.js'
import type {HostedVersion, Profile, Validator} from '../state/world.js'
import {schemaProblems} from './json-schema.js'

/** Asks all validators of the profile, and refuses what any of them refuses. */
export async function validate(
  profile: Profile,
  version: HostedVersion,
  call: Pick<AppConfigCall, 'region' | 'world'>,
): Promise<void> {
  const problems = await Promise.all(profile.validators.map((validator) => ask(validator, profile, version, call)))
  if (problems.flat().length > 0) throw invalidConfiguration(problems.flat())
}

async function ask(
  {Type, Content}: Validator,
  profile: Profile,
  {content, number}: HostedVersion,
  {region, world}: Pick<AppConfigCall, 'region' | 'world'>,
): Promise<InvalidConfigurationDetail[]> {
  if (Type === 'JSON_SCHEMA') return schemaProblems(Content, content.toString('utf8'))
  const event = {
    applicationId: profile.application.id,
    configurationProfileId: profile.id,
    configurationVersion: String(number),
    content: content.toString('base64'),
    uri: `${profile.locationUri}`,
  }
  try {
    const Reason = await world.options.functions.ask(Content, event, region.name)
    return Reason === undefined ? [] : [{Type: 'LAMBDA', Constraint: 'LAMBDA', Location: Content, Reason}]
  } catch (error) {
    const Reason = `Error invoking the validator function: ${(error as Error).message}`
    return [{Type: 'LAMBDA', Constraint: 'LAMBDA', Location: Content, Reason}]
  }
}
