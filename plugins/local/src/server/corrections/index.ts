import type {Correction} from '../front.js'
import {ecsCreateService} from './ecs-create-service.js'
import {ecsListClusters, ecsListServices} from './ecs-lists.js'
import {ecsDescribeServiceDeployments, ecsListServiceDeployments} from './ecs-service-deployments.js'
import {ecsDescribeTasks, ecsListTasks} from './ecs-service-tasks.js'
import {ecsDescribeServices, ecsUpdateService} from './ecs-services.js'
import {
  lambdaConfiguration,
  lambdaCreateFunction,
  lambdaGetFunction,
  lambdaListFunctions,
  lambdaUpdateFunctionConfiguration,
} from './lambda-functions.js'
import {logsPutMetricFilter} from './logs-put-metric-filter.js'

/** Where moto 5.2.1 forgets or garbles what a deploy and its readers need: by service and operation, measured first. */
export const corrections: Readonly<Record<string, Correction>> = {
  'ecs.CreateService': ecsCreateService,
  'ecs.DescribeServiceDeployments': ecsDescribeServiceDeployments,
  'ecs.DescribeServices': ecsDescribeServices,
  'ecs.DescribeTasks': ecsDescribeTasks,
  'ecs.ListClusters': ecsListClusters,
  'ecs.ListServiceDeployments': ecsListServiceDeployments,
  'ecs.ListServices': ecsListServices,
  'ecs.ListTasks': ecsListTasks,
  'ecs.UpdateService': ecsUpdateService,
  'lambda.CreateFunction': lambdaCreateFunction,
  'lambda.GetFunction': lambdaGetFunction,
  'lambda.GetFunctionConfiguration': lambdaConfiguration,
  'lambda.ListFunctions': lambdaListFunctions,
  'lambda.UpdateFunctionCode': lambdaConfiguration,
  'lambda.UpdateFunctionConfiguration': lambdaUpdateFunctionConfiguration,
  'logs.PutMetricFilter': logsPutMetricFilter,
}
