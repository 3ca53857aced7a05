import {
  type AppConfigClient,
  type Deployment,
  GetDeploymentCommand,
  StartDeploymentCommand,
  type StartDeploymentRequest,
  StopDeploymentCommand,
} from '@aws-sdk/client-appconfig'

import type {Properties, ResourceHandler} from '../handler.js'
import {HandlerFailure} from './handler-failure.js'
import {pick} from './pick.js'
import {tagMap, tagsOf} from './tags.js'
import {unlessGone} from './unless-gone.js'
import {waitUntil} from './wait-until.js'

/** AWS::AppConfig::Deployment; the stack goes on when it has baked. Deleting it takes nothing back that is complete. */
export const deployment: ResourceHandler = {
  async create(properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const given = pick<StartDeploymentRequest>(
      properties,
      'ApplicationId',
      'EnvironmentId',
      'DeploymentStrategyId',
      'ConfigurationProfileId',
      'ConfigurationVersion',
      'Description',
      'KmsKeyIdentifier',
    )
    const Tags = tagMap(tagsOf(properties, scope))
    const {DeploymentNumber} = await appConfig.send(new StartDeploymentCommand({...given, Tags}))
    const number = String(DeploymentNumber)
    const {State, EventLog = []} = await waitUntil(`deployment number ${number}`, async () => {
      const current = await read(appConfig, properties, number)
      return isOver(current) ? current : undefined
    })
    if (State !== 'COMPLETE') {
      const why = EventLog.find(({EventType}) => EventType === 'ROLLBACK_STARTED')?.Description
      throw new HandlerFailure('NotStabilized', `Deployment number ${number} is ${State}: ${why ?? 'no reason given'}`)
    }
    return {physicalId: number, attributes: {DeploymentNumber: number, State}}
  },

  async delete({physicalId}, properties, scope) {
    const appConfig = await scope.clients.appConfig()
    const current = await unlessGone(() => read(appConfig, properties, physicalId))
    if (!current || isOver(current)) return
    await appConfig.send(new StopDeploymentCommand({...placeOf(properties, physicalId), AllowRevert: true}))
  },
}

function read(appConfig: AppConfigClient, properties: Properties, number: string): Promise<Deployment> {
  return appConfig.send(new GetDeploymentCommand(placeOf(properties, number)))
}

function placeOf(properties: Properties, number: string) {
  return {
    ApplicationId: properties['ApplicationId'] as string,
    EnvironmentId: properties['EnvironmentId'] as string,
    DeploymentNumber: Number(number),
  }
}

function isOver({State}: Deployment): boolean {
  return State === 'COMPLETE' || State === 'ROLLED_BACK' || State === 'REVERTED'
}
