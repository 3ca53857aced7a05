import type {DeleteServiceRequest} from '@aws-sdk/client-ecs'

import type {EcsCall} from '../ecs-operation.js'
import {invalid, requireActiveService, requireCluster} from '../state/find.js'
import {describeService} from './describe-services.js'
import {scheduleService} from './schedule-service.js'

/** DRAINING until its tasks are gone, then INACTIVE. */
export function deleteService({input, region, world}: EcsCall<DeleteServiceRequest>): object {
  const service = requireActiveService(requireCluster(region, input.cluster), input.service)
  const {desiredCount = 0, schedulingStrategy} = service.shown
  if (desiredCount > 0 && !input.force && schedulingStrategy !== 'DAEMON')
    throw invalid('The service cannot be stopped while it is scaled above 0.')
  clearTimeout(service.retry)
  service.shown = {...service.shown, status: 'DRAINING', desiredCount: 0}
  scheduleService(service, world)
  return {service: describeService(service)}
}
