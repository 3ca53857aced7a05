import type {ServiceResponse} from '../../../server/service.js'
import {
  answer,
  type AppConfigCall,
  type AppConfigOperation,
  NOTHING,
  pageOf,
  profileOf,
} from '../app-config-operation.js'
import {descriptionIn, requiredText, textIn} from '../check-input.js'
import {badRequest, conflict, notFound, tooLarge} from '../faults.js'
import type {HostedVersion, Profile} from '../state/world.js'
import {checkFeatureFlags} from '../validation/feature-flags.js'

export const createHostedConfigurationVersion: AppConfigOperation = (call) => {
  const profile = profileOf(call)
  const {request, world} = call
  const {body: content} = request
  const {configurationKb} = world.quotas
  if (profile.locationUri !== 'hosted')
    throw badRequest(`Configuration profile ${profile.id} is not of the AWS AppConfig hosted configuration store`)
  if (content.length === 0) throw badRequest('The content of a configuration must not be empty')
  if (content.length > configurationKb * 1024) throw tooLarge(content.length, configurationKb)

  const next = versionIn(call, profile)
  requireLatest(call, profile)
  const latest = profile.versions.at(-1)
  if (latest && isSame(latest, next)) return withContent(profile, latest, 201)
  if (next.label !== undefined && profile.versions.some(({label}) => label === next.label))
    throw conflict(`Version label ${next.label} already exists in configuration profile ${profile.id}`)
  if (profile.type === 'AWS.AppConfig.FeatureFlags') checkFeatureFlags(next)
  profile.versions.push(next)
  profile.lastVersion = next.number
  return withContent(profile, next, 201)
}

export const getHostedConfigurationVersion: AppConfigOperation = (call) => {
  const profile = profileOf(call)
  return withContent(profile, versionNumbered(profile, call.names[2]), 200)
}

export const listHostedConfigurationVersions: AppConfigOperation = (call) => {
  const profile = profileOf(call)
  const asked = call.query.get('version_label')
  const matches = ({label}: HostedVersion) =>
    asked === null || (asked.endsWith('*') ? label?.startsWith(asked.slice(0, -1)) : label === asked)
  const all = profile.versions.filter(matches).toReversed()
  return answer(
    pageOf(
      all.map((version) => summary(profile, version)),
      call,
    ),
  )
}

export const deleteHostedConfigurationVersion: AppConfigOperation = (call) => {
  const profile = profileOf(call)
  profile.versions.splice(profile.versions.indexOf(versionNumbered(profile, call.names[2])), 1)
  return NOTHING
}

/** By number or by label. */
export function versionNamed(profile: Profile, named: string): HostedVersion {
  return profile.versions.find(({label}) => label === named) ?? versionNumbered(profile, named)
}

function versionNumbered({versions}: Profile, number = ''): HostedVersion {
  const version = versions.find((one) => String(one.number) === number)
  if (version) return version
  throw notFound('HostedConfigurationVersion', number)
}

function versionIn({request: {headers, body}}: AppConfigCall, profile: Profile): HostedVersion {
  const given = {
    Description: headers['description'],
    ContentType: headers['content-type'],
    VersionLabel: headers['versionlabel'],
  }
  return {
    number: profile.lastVersion + 1,
    content: body,
    contentType: requiredText(given, 'ContentType', {max: 255}),
    description: descriptionIn(given),
    label: textIn(given, 'VersionLabel', {max: 64, pattern: /.*[^0-9].*/}),
  }
}

/** The lock against two who write at once: https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_CreateHostedConfigurationVersion.html */
function requireLatest({request}: AppConfigCall, {id, versions}: Profile): void {
  const seen = request.headers['latest-version-number']
  const latest = versions.at(-1)?.number ?? 0
  if (seen === undefined || Number(seen) === latest) return
  throw conflict(`The latest version of configuration profile ${id} is ${latest}, not ${String(seen)}`)
}

/**
 * What is uploaded a second time is not counted again. AWS does not document it: the uploader of Substation relies on it
 * (build/config/aws/appconfig_upload.py compares the number it is given with the newest that it saw).
 */
function isSame(latest: HostedVersion, next: HostedVersion): boolean {
  const sameLabel = next.label === undefined || next.label === latest.label
  const sameWords = latest.contentType === next.contentType && latest.description === next.description
  return sameLabel && sameWords && latest.content.equals(next.content)
}

function summary({id, application}: Profile, {number, description, contentType, label}: HostedVersion) {
  return {
    ApplicationId: application.id,
    ConfigurationProfileId: id,
    VersionNumber: number,
    Description: description,
    ContentType: contentType,
    VersionLabel: label,
  }
}

function withContent({id, application}: Profile, version: HostedVersion, status: number): ServiceResponse {
  const {number, content, contentType, description, label} = version
  return {
    status,
    headers: {
      'Application-Id': application.id,
      'Configuration-Profile-Id': id,
      'Version-Number': String(number),
      'Content-Type': contentType,
      ...(description !== undefined && {Description: description}),
      ...(label !== undefined && {VersionLabel: label}),
    },
    body: content,
  }
}
