import {
  answer,
  type AppConfigOperation,
  environmentOf,
  NOTHING,
  profileOf,
  strategyOf,
} from '../app-config-operation.js'
import {descriptionIn, requiredText, tagsIn, textIn} from '../check-input.js'
import {badRequest} from '../faults.js'
import {versionNamed} from '../operations/versions.js'
import type {HostedVersion, Profile} from '../state/world.js'
import {validate} from '../validation/validate.js'
import {beginDeployment, requireIdle} from './begin-deployment.js'
import {shownDeployment} from './read-deployments.js'
import {watchAlarms} from './watch-alarms.js'

export const startDeployment: AppConfigOperation = async (call) => {
  const {input, region, world} = call
  const profile = profileOf(call, requiredText(input, 'ConfigurationProfileId', {max: 64}))
  const strategy = strategyOf(call, requiredText(input, 'DeploymentStrategyId', {max: 64}))
  const version = hostedVersion(profile, requiredText(input, 'ConfigurationVersion', {max: 1024}))
  const given = {
    description: descriptionIn(input),
    kmsKeyIdentifier: textIn(input, 'KmsKeyIdentifier', {max: 2048}) ?? profile.kmsKeyIdentifier,
    tags: tagsIn(input),
  }

  requireIdle(environmentOf(call))
  await validate(profile, version, call)
  // Asking a function takes its time: somebody else may have been faster.
  const environment = environmentOf(call)
  const deployment = beginDeployment({environment, profile, version, strategy, ...given}, world)
  void watchAlarms(deployment, environment, region, world)
  return answer(shownDeployment(environment, deployment), 201)
}

export const validateConfiguration: AppConfigOperation = async (call) => {
  const profile = profileOf(call)
  const version = hostedVersion(
    profile,
    requiredText({ConfigurationVersion: call.query.get('configuration_version')}, 'ConfigurationVersion', {max: 1024}),
  )
  await validate(profile, version, call)
  return NOTHING
}

function hostedVersion(profile: Profile, named: string): HostedVersion {
  if (profile.locationUri === 'hosted') return versionNamed(profile, named)
  throw badRequest(`the local AWS deploys hosted configurations only, and this one is at ${profile.locationUri}`)
}
