import {answer, type AppConfigOperation, deploymentOf, environmentOf, pageOf} from '../app-config-operation.js'
import type {Deployment} from '../state/deployment.js'
import type {Environment} from '../state/world.js'

export const getDeployment: AppConfigOperation = (call) =>
  answer(shownDeployment(environmentOf(call), deploymentOf(call)))

/** Newest first. */
export const listDeployments: AppConfigOperation = (call) =>
  answer(pageOf(environmentOf(call).deployments.toReversed().map(summary), call))

function summary(deployment: Deployment) {
  const {number, profile, version, strategy, state, percentage, startedAt, completedAt} = deployment
  return {
    DeploymentNumber: number,
    ConfigurationName: profile.name,
    ConfigurationVersion: String(version.number),
    DeploymentDurationInMinutes: strategy.minutes,
    GrowthType: strategy.growthType,
    GrowthFactor: strategy.growthFactor,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    State: state,
    PercentageComplete: percentage,
    StartedAt: time(startedAt),
    CompletedAt: completedAt === undefined ? undefined : time(completedAt),
    VersionLabel: version.label,
  }
}

export function shownDeployment(environment: Environment, deployment: Deployment) {
  const {profile, strategy, description, events, kmsKeyIdentifier} = deployment
  return {
    ApplicationId: environment.application.id,
    EnvironmentId: environment.id,
    DeploymentStrategyId: strategy.id,
    ConfigurationProfileId: profile.id,
    ConfigurationLocationUri: profile.locationUri,
    Description: description,
    ...summary(deployment),
    EventLog: events.toReversed().map(({at, type, by, description: text}) => ({
      EventType: type,
      TriggeredBy: by,
      Description: text,
      ActionInvocations: [],
      OccurredAt: time(at),
    })),
    AppliedExtensions: [],
    KmsKeyIdentifier: kmsKeyIdentifier,
  }
}

function time(at: number): string {
  return new Date(at).toISOString()
}
