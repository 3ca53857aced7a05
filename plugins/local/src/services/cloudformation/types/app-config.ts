import {
  CreateApplicationCommand,
  CreateDeploymentStrategyCommand,
  type CreateDeploymentStrategyRequest,
  CreateEnvironmentCommand,
  type CreateEnvironmentRequest,
  DeleteApplicationCommand,
  DeleteDeploymentStrategyCommand,
  DeleteEnvironmentCommand,
  type DeletionProtectionCheck,
  UpdateApplicationCommand,
  UpdateDeploymentStrategyCommand,
  type UpdateDeploymentStrategyRequest,
  UpdateEnvironmentCommand,
} from '@aws-sdk/client-appconfig'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {retagAppConfig} from './app-config-tags.js'
import {pick} from './pick.js'
import {tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'

/** AWS::AppConfig::Application */
export const application: ResourceHandler = {
  async create(properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const given = {Name: text(properties, 'Name'), Description: text(properties, 'Description')}
    const {Id = ''} = await appConfig.send(new CreateApplicationCommand({...given, Tags: tags(properties, scope)}))
    return {physicalId: Id, attributes: {ApplicationId: Id}}
  },

  async update(current, next, _previous, scope) {
    const appConfig = await scope.clients.appConfig()
    const ApplicationId = current.physicalId
    const Description = text(next, 'Description') ?? ''
    await appConfig.send(new UpdateApplicationCommand({ApplicationId, Name: text(next, 'Name'), Description}))
    await retagAppConfig(appConfig, `application/${ApplicationId}`, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const appConfig = await scope.clients.appConfig()
    await unlessGone(() => appConfig.send(new DeleteApplicationCommand({ApplicationId: physicalId})))
  },
}

/** AWS::AppConfig::Environment */
export const environment: ResourceHandler = {
  async create(properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const given = pick<CreateEnvironmentRequest>(properties, 'ApplicationId', 'Name', 'Description', 'Monitors')
    const {Id = ''} = await appConfig.send(new CreateEnvironmentCommand({...given, Tags: tags(properties, scope)}))
    return {physicalId: Id, attributes: {EnvironmentId: Id}}
  },

  async update(current, next, _previous, scope) {
    const appConfig = await scope.clients.appConfig()
    const its = {ApplicationId: text(next, 'ApplicationId'), EnvironmentId: current.physicalId}
    const given = pick<Partial<CreateEnvironmentRequest>>(next, 'Name', 'Description', 'Monitors')
    await appConfig.send(new UpdateEnvironmentCommand({...its, Description: '', Monitors: [], ...given}))
    await retagAppConfig(appConfig, `application/${its.ApplicationId}/environment/${its.EnvironmentId}`, next, scope)
    return current
  },

  async delete({physicalId}, properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const its = {ApplicationId: text(properties, 'ApplicationId'), EnvironmentId: physicalId}
    const check = pick<{DeletionProtectionCheck?: DeletionProtectionCheck}>(properties, 'DeletionProtectionCheck')
    await unlessGone(() => appConfig.send(new DeleteEnvironmentCommand({...its, ...check})))
  },
}

/** AWS::AppConfig::DeploymentStrategy */
export const deploymentStrategy: ResourceHandler = {
  async create(properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const given = pick<CreateDeploymentStrategyRequest>(properties, 'Name', 'ReplicateTo', ...CHANGEABLE)
    const {Id = ''} = await appConfig.send(
      new CreateDeploymentStrategyCommand({...given, Tags: tags(properties, scope)}),
    )
    return {physicalId: Id, attributes: {Id}}
  },

  async update(current, next, _previous, scope) {
    const appConfig = await scope.clients.appConfig()
    const DeploymentStrategyId = current.physicalId
    const given = pick<Partial<UpdateDeploymentStrategyRequest>>(next, ...CHANGEABLE)
    const unsaid = {Description: '', FinalBakeTimeInMinutes: 0, GrowthType: 'LINEAR'} as const
    await appConfig.send(new UpdateDeploymentStrategyCommand({DeploymentStrategyId, ...unsaid, ...given}))
    await retagAppConfig(appConfig, `deploymentstrategy/${DeploymentStrategyId}`, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const appConfig = await scope.clients.appConfig()
    await unlessGone(() => appConfig.send(new DeleteDeploymentStrategyCommand({DeploymentStrategyId: physicalId})))
  },
}

const CHANGEABLE = [
  'Description',
  'DeploymentDurationInMinutes',
  'FinalBakeTimeInMinutes',
  'GrowthFactor',
  'GrowthType',
] as const

function text(properties: Properties, name: string): string | undefined {
  return properties[name] as string | undefined
}

function tags(properties: Properties, scope: HandlerScope): Record<string, string> {
  return tagMap(tagsOf(properties, scope))
}
