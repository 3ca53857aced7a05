import {
  CreateConfigurationProfileCommand,
  type CreateConfigurationProfileRequest,
  CreateHostedConfigurationVersionCommand,
  type CreateHostedConfigurationVersionRequest,
  DeleteConfigurationProfileCommand,
  DeleteHostedConfigurationVersionCommand,
  type DeletionProtectionCheck,
  UpdateConfigurationProfileCommand,
  type UpdateConfigurationProfileRequest,
} from '@aws-sdk/client-appconfig'

import type {ResourceHandler} from '../handler.js'
import {retagAppConfig} from './app-config-tags.js'
import {pick} from './pick.js'
import {tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

const CHANGEABLE = ['Name', 'Description', 'RetrievalRoleArn', 'Validators', 'KmsKeyIdentifier'] as const

/** AWS::AppConfig::ConfigurationProfile; one with hosted versions that are left is not deleted. */
export const configurationProfile: ResourceHandler = {
  async create(properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const given = pick<CreateConfigurationProfileRequest>(
      properties,
      'ApplicationId',
      'LocationUri',
      'Type',
      ...CHANGEABLE,
    )
    const Tags = tagMap(tagsOf(properties, scope))
    const {Id = '', KmsKeyArn} = await appConfig.send(new CreateConfigurationProfileCommand({...given, Tags}))
    return {physicalId: Id, attributes: {ConfigurationProfileId: Id, KmsKeyArn}}
  },

  async update(current, next, _previous, scope) {
    const appConfig = await scope.clients.appConfig()
    const {physicalId: ConfigurationProfileId} = current
    const ApplicationId = next['ApplicationId'] as string
    const given = pick<Partial<UpdateConfigurationProfileRequest>>(next, ...CHANGEABLE)
    const unsaid = {Description: '', Validators: [], KmsKeyIdentifier: ''}
    const {KmsKeyArn} = await appConfig.send(
      new UpdateConfigurationProfileCommand({ApplicationId, ConfigurationProfileId, ...unsaid, ...given}),
    )
    const path = `application/${ApplicationId}/configurationprofile/${ConfigurationProfileId}`
    await retagAppConfig(appConfig, path, next, scope)
    return {...current, attributes: {ConfigurationProfileId, KmsKeyArn}}
  },

  async delete({physicalId: ConfigurationProfileId}, properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const ApplicationId = properties['ApplicationId'] as string
    const check = pick<{DeletionProtectionCheck?: DeletionProtectionCheck}>(properties, 'DeletionProtectionCheck')
    const its = {ApplicationId, ConfigurationProfileId}
    await unlessGone(() => appConfig.send(new DeleteConfigurationProfileCommand({...its, ...check})))
  },
}

/** AWS::AppConfig::HostedConfigurationVersion; every change makes another version, and the one before is deleted. */
export const hostedConfigurationVersion: ResourceHandler = {
  async create(properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const given = pick<CreateHostedConfigurationVersionRequest>(
      properties,
      'ApplicationId',
      'ConfigurationProfileId',
      'ContentType',
      'Description',
      'LatestVersionNumber',
      'VersionLabel',
    )
    const Content = Buffer.from(properties['Content'] as string)
    const {VersionNumber} = await appConfig.send(new CreateHostedConfigurationVersionCommand({...given, Content}))
    const number = String(VersionNumber)
    return {physicalId: number, attributes: {VersionNumber: number}}
  },

  async delete({physicalId}, properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const its = {
      ApplicationId: properties['ApplicationId'] as string,
      ConfigurationProfileId: properties['ConfigurationProfileId'] as string,
      VersionNumber: Number(physicalId),
    }
    await unlessGone(() => appConfig.send(new DeleteHostedConfigurationVersionCommand(its)))
  },
}
