import type {ServiceRequest, ServiceResponse} from '../../../server/service.js'
import {serveAppConfig} from '../../../services/appconfig/create-app-config.js'
import type {Stage} from '../stage.js'
import {configNames} from './config-names.js'

const CUES = new Set(['CreateHostedConfigurationVersion', 'StartDeployment', 'StopDeployment'])

/** AppConfig as the scenario tells it: all else is as in the local AWS. What a play has at 0 is true before the call. */
export async function answerAppConfig(
  stage: Stage,
  request: ServiceRequest,
  operation: string,
): Promise<ServiceResponse> {
  const {configs} = stage.world
  if (CUES.has(operation)) stage.perform({operation, ...configNames(configs, request), otherwise: []})
  return serveAppConfig(request, configs.world)
}
