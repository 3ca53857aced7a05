import type {AppConfig, ConfigProfile, Named} from '../ports/app-config.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {allOf} from './app-config-pages.js'
import {configDeployments} from './config-deployments.js'
import {configVersions} from './config-versions.js'
import {createService} from './create-service.js'

export function createAppConfig(access: AwsAccess): AppConfig {
  const service = createService('AppConfig', access, async (config) => {
    const {AppConfig} = await import('@aws-sdk/client-appconfig')
    return new AppConfig(config)
  })
  return {
    async applications(signal) {
      const found = await allOf(service, {
        operation: 'ListApplications',
        signal,
        ask: (client, page, options) => client.listApplications(page, options),
      })
      return found.map(toNamed)
    },

    async strategies(signal) {
      const found = await allOf(service, {
        operation: 'ListDeploymentStrategies',
        signal,
        ask: (client, page, options) => client.listDeploymentStrategies(page, options),
      })
      return found.map(toNamed)
    },

    async environments(ApplicationId, signal) {
      const found = await allOf(service, {
        operation: 'ListEnvironments',
        signal,
        ask: (client, page, options) => client.listEnvironments({ApplicationId, ...page}, options),
      })
      return found.map(toNamed)
    },

    async profiles(ApplicationId, signal) {
      const found = await allOf(service, {
        operation: 'ListConfigurationProfiles',
        signal,
        ask: (client, page, options) => client.listConfigurationProfiles({ApplicationId, ...page}, options),
      })
      return found.map(toProfile)
    },

    async createProfile(ApplicationId, {name, type}) {
      const request = {ApplicationId, Name: name, Type: type, LocationUri: 'hosted'}
      const created = await service.call('CreateConfigurationProfile', (client, options) =>
        client.createConfigurationProfile(request, options),
      )
      answered(created.Id, 'AppConfig', 'CreateConfigurationProfile')
      return toProfile(created)
    },

    async deleteProfile({application, profile}, bypass) {
      const request = {
        ApplicationId: application,
        ConfigurationProfileId: profile,
        DeletionProtectionCheck: bypass ? ('BYPASS' as const) : ('ACCOUNT_DEFAULT' as const),
      }
      await service.call('DeleteConfigurationProfile', (client, options) =>
        client.deleteConfigurationProfile(request, options),
      )
    },

    ...configVersions(service),
    ...configDeployments(service),
  }
}

interface AwsNamed {
  readonly Id?: string | undefined
  readonly Name?: string | undefined
}

function toNamed({Id = '', Name = ''}: AwsNamed): Named {
  return {id: Id, name: Name}
}

interface AwsProfile extends AwsNamed {
  readonly Type?: string | undefined
  readonly LocationUri?: string | undefined
}

function toProfile({Type, LocationUri = '', ...rest}: AwsProfile): ConfigProfile {
  const type = Type === 'AWS.AppConfig.FeatureFlags' ? Type : 'AWS.Freeform'
  return {...toNamed(rest), type, location: LocationUri}
}
