import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../../server/service.js'
import {type Json, readJson, writeJson} from '../json.js'
import type {Stage} from '../stage.js'
import {describeServices, listServices} from './describe-services.js'
import {
  describeServiceDeployments,
  listServiceDeployments,
  stopServiceDeployment,
  updateService,
} from './service-deployments.js'
import {describeTaskDefinition, describeTasks, listTasks} from './tasks.js'

const OPERATIONS: Readonly<Record<string, (stage: Stage, input: Json) => Json>> = {
  DescribeServiceDeployments: describeServiceDeployments,
  DescribeServices: describeServices,
  DescribeTaskDefinition: describeTaskDefinition,
  DescribeTasks: describeTasks,
  ListServiceDeployments: listServiceDeployments,
  ListServices: listServices,
  ListTasks: listTasks,
  StopServiceDeployment: stopServiceDeployment,
  UpdateService: updateService,
}

/** ECS as the scenario tells it. */
export function answerEcs(stage: Stage, request: ServiceRequest, operation: string): ServiceResponse {
  const perform = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined
  if (!perform) throw new ServiceError('InvalidAction', `A scenario does not play the ECS operation ${operation}`)
  return writeJson(perform(stage, readJson(request)))
}
