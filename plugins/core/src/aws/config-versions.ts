import type {AppConfig as Client, HostedConfigurationVersionSummary} from '@aws-sdk/client-appconfig'

import {StackError} from '../errors.js'
import type {AppConfig, ConfigVersion, NewVersion, ProfileKey} from '../ports/app-config.js'
import {answered} from './answered.js'
import {pagesOf} from './app-config-pages.js'
import {awsCode} from './aws-error.js'
import type {Service} from './create-service.js'
import {invalidConfiguration} from './invalid-configuration.js'

type Versions = Pick<AppConfig, 'newestVersion' | 'versions' | 'content' | 'createVersion' | 'deleteVersion'>

/** Hosted configuration versions. */
export function configVersions(service: Service<Client>): Versions {
  return {
    async newestVersion(key, signal) {
      for await (const page of pages(service, key, signal)) return newestOf(page)
      return undefined
    },

    async *versions(key, signal) {
      for await (const page of pages(service, key, signal)) yield* page
    },

    content: (key, version, signal) =>
      unlessMissing(async () => {
        const request = {...toRequest(key), VersionNumber: version}
        const {Content, ContentType = ''} = await service.call(
          'GetHostedConfigurationVersion',
          (client, options) => client.getHostedConfigurationVersion(request, options),
          signal ? {signal} : {},
        )
        return {bytes: answered(Content, 'AppConfig', 'GetHostedConfigurationVersion'), contentType: ContentType}
      }),

    async createVersion(key, input) {
      try {
        const {VersionNumber} = await service.call('CreateHostedConfigurationVersion', (client, options) =>
          client.createHostedConfigurationVersion(toNewVersion(key, input), options),
        )
        return {number: answered(VersionNumber, 'AppConfig', 'CreateHostedConfigurationVersion')}
      } catch (error) {
        if (awsCode(error) === 'ConflictException') return 'conflict'
        throw awsCode(error) === 'PayloadTooLargeException' ? tooLarge(error) : invalidConfiguration(error)
      }
    },

    async deleteVersion(key, version) {
      const request = {...toRequest(key), VersionNumber: version}
      const deleted = await unlessMissing(() =>
        service.call('DeleteHostedConfigurationVersion', (client, options) =>
          client.deleteHostedConfigurationVersion(request, options),
        ),
      )
      return deleted !== undefined
    },
  }
}

async function* pages(
  service: Service<Client>,
  key: ProfileKey,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConfigVersion[]> {
  const listing = pagesOf(service, {
    operation: 'ListHostedConfigurationVersions',
    signal,
    ask: (client, page, options) => client.listHostedConfigurationVersions({...toRequest(key), ...page}, options),
  })
  for await (const page of listing) yield page.map(toVersion)
}

/** The list comes newest first; that it does is nowhere written. */
function newestOf(versions: readonly ConfigVersion[]): ConfigVersion | undefined {
  return versions.toSorted((one, other) => other.number - one.number)[0]
}

function toRequest({application, profile}: ProfileKey) {
  return {ApplicationId: application, ConfigurationProfileId: profile}
}

function toNewVersion(key: ProfileKey, {content, contentType, label, latest}: NewVersion) {
  return {
    ...toRequest(key),
    Content: Buffer.from(content),
    ContentType: contentType,
    VersionLabel: label,
    ...(latest !== undefined && {LatestVersionNumber: latest}),
  }
}

function toVersion(summary: HostedConfigurationVersionSummary): ConfigVersion {
  const {VersionNumber = 0, Description, VersionLabel, ContentType} = summary
  return {
    number: VersionNumber,
    ...(Description && {description: Description}),
    ...(VersionLabel && {label: VersionLabel}),
    ...(ContentType && {contentType: ContentType}),
  }
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (awsCode(error) === 'ResourceNotFoundException') return undefined
    throw error
  }
}

function tooLarge(cause: unknown): StackError {
  const {message, details} = cause as StackError
  return new StackError('CONFIG_TOO_LARGE', message, {cause, details})
}
