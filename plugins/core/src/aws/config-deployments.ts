import type {AppConfig as Client, Deployment, DeploymentEvent as Event} from '@aws-sdk/client-appconfig'

import type {
  AppConfig,
  ConfigDeployment,
  DeploymentEvent,
  DeploymentKey,
  DeploymentSummary,
  EnvironmentKey,
  NewDeployment,
} from '../ports/app-config.js'
import {answered} from './answered.js'
import {pagesOf} from './app-config-pages.js'
import {awsCode} from './aws-error.js'
import type {CallOptions, Service} from './create-service.js'
import {invalidConfiguration} from './invalid-configuration.js'
import {isAtRest} from './is-at-rest.js'
import {createPollInterval} from './poll-interval.js'

type Deployments = Pick<AppConfig, 'deployments' | 'deployment' | 'startDeployment' | 'stopDeployment' | 'follow'>

export function configDeployments(service: Service<Client>): Deployments {
  const look = async (key: DeploymentKey, options: CallOptions) => {
    const request = {...toRequest(key), DeploymentNumber: key.number}
    return toDeployment(
      await service.call('GetDeployment', (client, call) => client.getDeployment(request, call), options),
    )
  }
  return {
    async *deployments(key, signal) {
      const listing = pagesOf(service, {
        operation: 'ListDeployments',
        signal,
        ask: (client, page, options) => client.listDeployments({...toRequest(key), ...page}, options),
      })
      for await (const page of listing) for (const summary of page) yield toSummary(summary)
    },

    deployment: (key, signal) => look(key, signal ? {signal} : {}),

    async startDeployment(key, input, signal) {
      try {
        const {DeploymentNumber} = await service.call(
          'StartDeployment',
          (client, options) => client.startDeployment(toNewDeployment(key, input), options),
          signal ? {signal} : {},
        )
        return {number: answered(DeploymentNumber, 'AppConfig', 'StartDeployment')}
      } catch (error) {
        if (awsCode(error) === 'ConflictException') return 'busy'
        throw invalidConfiguration(error)
      }
    },

    async stopDeployment(key, revert, signal) {
      const request = {...toRequest(key), DeploymentNumber: key.number, ...(revert && {AllowRevert: true})}
      try {
        await service.call(
          'StopDeployment',
          (client, options) => client.stopDeployment(request, options),
          signal ? {signal} : {},
        )
        return true
      } catch (error) {
        if (awsCode(error) === 'BadRequestException') return false
        throw error
      }
    },

    async *follow(key, signal) {
      const interval = createPollInterval()
      for (let last = ''; ;) {
        const deployment = await look(key, {signal, patience: 'watch'})
        const now = JSON.stringify([deployment.state, deployment.percent, deployment.events.length])
        if (now !== last) {
          interval.reset()
          yield deployment
        }
        if (isAtRest(deployment)) return
        last = now
        await service.access.pause(Math.max(interval.next(), service.pace.gap), signal)
      }
    },
  }
}

function toRequest({application, environment}: EnvironmentKey) {
  return {ApplicationId: application, EnvironmentId: environment}
}

function toNewDeployment(key: EnvironmentKey, {profile, version, strategy, description}: NewDeployment) {
  return {
    ...toRequest(key),
    ConfigurationProfileId: profile,
    ConfigurationVersion: String(version),
    DeploymentStrategyId: strategy,
    Description: description,
  }
}

/** What both a summary and a whole deployment have. */
type Told = Partial<
  Pick<
    Deployment,
    | 'DeploymentNumber'
    | 'ConfigurationName'
    | 'ConfigurationVersion'
    | 'VersionLabel'
    | 'State'
    | 'PercentageComplete'
    | 'StartedAt'
    | 'CompletedAt'
  >
>

function toSummary(told: Told): DeploymentSummary {
  const {DeploymentNumber = 0, ConfigurationName = '', ConfigurationVersion = '0', VersionLabel} = told
  const {State = 'DEPLOYING', PercentageComplete = 0, StartedAt, CompletedAt} = told
  return {
    number: DeploymentNumber,
    name: ConfigurationName,
    version: Number(ConfigurationVersion),
    ...(VersionLabel && {label: VersionLabel}),
    state: State,
    percent: PercentageComplete,
    ...(StartedAt && {startedAt: StartedAt.getTime()}),
    ...(CompletedAt && {completedAt: CompletedAt.getTime()}),
  }
}

function toDeployment(answer: Partial<Deployment>): ConfigDeployment {
  answered(answer.State, 'AppConfig', 'GetDeployment')
  const {ConfigurationProfileId = '', Description, FinalBakeTimeInMinutes = 0, EventLog = []} = answer
  return {
    ...toSummary(answer),
    profile: ConfigurationProfileId,
    ...(Description && {description: Description}),
    bakeMinutes: FinalBakeTimeInMinutes,
    events: EventLog.map(toEvent),
  }
}

function toEvent({EventType, TriggeredBy, Description, OccurredAt}: Event): DeploymentEvent {
  return {
    type: EventType ?? '',
    ...(TriggeredBy && {by: TriggeredBy}),
    ...(Description && {text: Description}),
    ...(OccurredAt && {at: OccurredAt.getTime()}),
  }
}
