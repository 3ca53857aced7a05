import type {Correction} from '../front.js'
import {primaryDeployment} from './ecs-services.js'
import {requestJson, withJson} from './json-body.js'

/** CreateService of moto 5.2.1 drops these; its UpdateService keeps them. */
const DROPPED = [
  'availabilityZoneRebalancing',
  'capacityProviderStrategy',
  'deploymentConfiguration',
  'enableECSManagedTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
  'placementConstraints',
  'placementStrategy',
  'serviceConnectConfiguration',
  'volumeConfigurations',
]

/** Gives a new service the settings that moto forgot, by a second call. */
export const ecsCreateService: Correction = async (request, forward) => {
  const created = await forward(request)
  const input = requestJson(request)
  const dropped = Object.fromEntries(Object.entries(input).filter(([name]) => DROPPED.includes(name)))
  if (created.status >= 300 || Object.keys(dropped).length === 0) return created

  const update = {cluster: input['cluster'], service: input['serviceName'], ...dropped}
  const target = String(request.headers['x-amz-target']).replace('.CreateService', '.UpdateService')
  const updated = await forward({
    ...request,
    headers: {...request.headers, 'x-amz-target': target},
    body: Buffer.from(JSON.stringify(update)),
  })
  return withJson<{service: object}>(updated, ({service}) => ({service: primaryDeployment(service)}))
}
