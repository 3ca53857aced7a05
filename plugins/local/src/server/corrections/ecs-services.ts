import type {Correction} from '../front.js'
import {withJson} from './json-body.js'

export interface Service {
  readonly capacityProviderStrategy?: readonly unknown[]
  readonly deployments?: readonly object[]
  readonly desiredCount?: number
  readonly launchType?: string | undefined
  readonly networkConfiguration?: object
  readonly pendingCount?: number
  readonly platformVersion?: string
  readonly runningCount?: number
  readonly taskDefinition?: string
}

/** After an update moto's one deployment still shows what the service was created with. */
export function primaryDeployment(service: Service): Service {
  const {deployments = [], desiredCount = 0, runningCount = 0, pendingCount, taskDefinition} = service
  const {networkConfiguration, platformVersion} = service
  const now = {
    desiredCount,
    runningCount,
    pendingCount,
    taskDefinition,
    networkConfiguration,
    platformVersion,
    rolloutState: runningCount >= desiredCount ? 'COMPLETED' : 'IN_PROGRESS',
  }
  return {...launched(service), deployments: deployments.map((deployment) => ({...deployment, ...now}))}
}

/** A service with a capacity provider strategy has no launch type; moto says EC2. */
function launched(service: Service): Service {
  return service.capacityProviderStrategy?.length ? {...service, launchType: undefined} : service
}

/** DescribeServices */
export const ecsDescribeServices: Correction = async (request, forward) =>
  withJson<{services: Service[]}>(await forward(request), (answer) => ({
    ...answer,
    services: answer.services.map(primaryDeployment),
  }))

/** UpdateService */
export const ecsUpdateService: Correction = async (request, forward) =>
  withJson<{service: Service}>(await forward(request), (answer) => ({
    ...answer,
    service: primaryDeployment(answer.service),
  }))
