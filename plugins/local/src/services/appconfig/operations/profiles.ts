import {
  answer,
  applicationOf,
  type AppConfigCall,
  type AppConfigOperation,
  brought,
  newId,
  NOTHING,
  pageOf,
  profileOf,
} from '../app-config-operation.js'
import {descriptionIn, listIn, nameIn, oneOf, requiredText, tagsIn, textIn} from '../check-input.js'
import {refuseIfRead} from '../deletion-protection.js'
import {badRequest, conflict, overQuota} from '../faults.js'
import {isRunning} from '../state/deployment.js'
import type {Profile, Validator} from '../state/world.js'
import {checkSchema} from '../validation/json-schema.js'

const ROLE = {min: 20, max: 2048, pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/.*$/}

export const createConfigurationProfile: AppConfigOperation = (call) => {
  const application = applicationOf(call)
  const {input, world} = call
  const {profiles: quota} = world.quotas
  if (application.profiles.size >= quota) throw overQuota('configuration profiles of an application', quota)
  const id = newId()
  const profile: Profile = {
    id,
    application,
    name: nameIn(input, 128),
    description: descriptionIn(input),
    arn: `${application.arn}/configurationprofile/${id}`,
    tags: tagsIn(input),
    locationUri: requiredText(input, 'LocationUri', {max: 2048}),
    type: textIn(input, 'Type', {max: 64, pattern: /^[a-zA-Z.]+$/}) ?? 'AWS.Freeform',
    retrievalRoleArn: textIn(input, 'RetrievalRoleArn', ROLE),
    kmsKeyIdentifier: textIn(input, 'KmsKeyIdentifier', {max: 2048}),
    validators: validatorsIn(input) ?? [],
    versions: [],
    lastVersion: 0,
  }
  if (profile.type !== 'AWS.Freeform' && profile.type !== 'AWS.AppConfig.FeatureFlags')
    throw badRequest(`Unsupported configuration profile type: ${profile.type}`)
  if (profile.type === 'AWS.AppConfig.FeatureFlags' && profile.locationUri !== 'hosted')
    throw badRequest('Feature flags are stored in the AWS AppConfig hosted configuration store only')
  application.profiles.set(id, profile)
  return answer(shown(profile), 201)
}

export const getConfigurationProfile: AppConfigOperation = (call) => answer(shown(profileOf(call)))

export const listConfigurationProfiles: AppConfigOperation = (call) => {
  const type = call.query.get('type')
  const all = [...applicationOf(call).profiles.values()].filter((profile) => type === null || profile.type === type)
  return answer(pageOf(all.map(summary), call))
}

export const updateConfigurationProfile: AppConfigOperation = (call) => {
  const profile = profileOf(call)
  const {input} = call
  const name = textIn(input, 'Name', {max: 128})
  const description = descriptionIn(input)
  const retrievalRoleArn = textIn(input, 'RetrievalRoleArn', ROLE)
  const kmsKeyIdentifier = textIn(input, 'KmsKeyIdentifier', {min: 0, max: 2048})
  const validators = validatorsIn(input)
  if (name !== undefined) profile.name = name
  if (description !== undefined) profile.description = description
  if (retrievalRoleArn !== undefined) profile.retrievalRoleArn = retrievalRoleArn
  // An empty one takes the key away (API Reference, UpdateConfigurationProfile).
  if (kmsKeyIdentifier !== undefined) profile.kmsKeyIdentifier = kmsKeyIdentifier || undefined
  if (validators) profile.validators = validators
  return answer(shown(profile))
}

export const deleteConfigurationProfile: AppConfigOperation = (call) => {
  const profile = profileOf(call)
  const {id, application, versions} = profile
  // https://github.com/aws/aws-cdk/issues/26804
  if (versions.length > 0)
    throw badRequest(
      `Cannot delete configuration profile ${id} because there are still hosted configuration versions existing under it.`,
    )
  const running = runningOf(profile, call)
  if (running)
    throw conflict(
      `Cannot delete configuration profile ${id} because deployment number ${running.number} is in progress`,
    )
  refuseIfRead(call, profile, `configuration profile ${id}`)
  application.profiles.delete(id)
  return NOTHING
}

function runningOf(profile: Profile, {world}: AppConfigCall) {
  return [...profile.application.environments.values()]
    .flatMap((environment) => brought(environment, world).deployments)
    .find((deployment) => deployment.profile === profile && isRunning(deployment))
}

function validatorsIn(input: Readonly<Record<string, unknown>>): readonly Validator[] | undefined {
  const validators = listIn<Readonly<Record<string, unknown>>>(input, 'Validators', 2)?.map((validator) => ({
    Type: oneOf(validator, 'Type', ['JSON_SCHEMA', 'LAMBDA'] as const) ?? 'JSON_SCHEMA',
    Content: requiredText(validator, 'Content', {min: 0, max: 32_768}),
  }))
  for (const {Type, Content} of validators ?? []) if (Type === 'JSON_SCHEMA') checkSchema(Content)
  return validators
}

function summary(profile: Profile) {
  return {...named(profile), ValidatorTypes: profile.validators.map(({Type}) => Type)}
}

function named({id, application, name, locationUri, type}: Profile) {
  return {ApplicationId: application.id, Id: id, Name: name, LocationUri: locationUri, Type: type}
}

function shown(profile: Profile) {
  const {description, retrievalRoleArn, kmsKeyIdentifier, validators} = profile
  return {
    ...named(profile),
    Description: description,
    RetrievalRoleArn: retrievalRoleArn,
    KmsKeyIdentifier: kmsKeyIdentifier,
    KmsKeyArn: kmsKeyIdentifier?.startsWith('arn:') ? kmsKeyIdentifier : undefined,
    Validators: validators,
  }
}
