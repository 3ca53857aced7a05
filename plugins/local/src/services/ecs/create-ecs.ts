import {type Service, ServiceError} from '../../server/service.js'
import {writeTime} from '../../server/write-time.js'
import {listAccountSettings, putAccountSetting} from './account-settings.js'
import * as clusters from './clusters/cluster-operations.js'
import type {EcsOperation} from './ecs-operation.js'
import {createService} from './services/create-service.js'
import {deleteService} from './services/delete-service.js'
import {describeServices, listServices} from './services/describe-services.js'
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './services/service-deployments.js'
import {updateService} from './services/update-service.js'
import {createWorld, type EcsOptions, regionOf, type TaskState, type World} from './state/world.js'
import {listTagsForResource, tagResource, untagResource} from './tag-operations.js'
import {registerTaskDefinition} from './task-definitions/register-task-definition.js'
import {
  deregisterTaskDefinition,
  describeTaskDefinition,
  listTaskDefinitionFamilies,
  listTaskDefinitions,
} from './task-definitions/task-definition-operations.js'
import {executeCommand} from './tasks/execute-command.js'
import {runTaskOperation} from './tasks/run-task-operation.js'
import {describeTasks, listTasks, stopTask} from './tasks/task-operations.js'

const OPERATIONS = new Map<string, EcsOperation>(
  Object.entries({
    CreateCluster: clusters.createCluster,
    CreateService: createService,
    DeleteCluster: clusters.deleteCluster,
    DeleteService: deleteService,
    DeregisterTaskDefinition: deregisterTaskDefinition,
    DescribeClusters: clusters.describeClusters,
    DescribeServiceDeployments: describeServiceDeployments,
    DescribeServiceRevisions: describeServiceRevisions,
    DescribeServices: describeServices,
    DescribeTaskDefinition: describeTaskDefinition,
    DescribeTasks: describeTasks,
    ExecuteCommand: executeCommand,
    ListAccountSettings: listAccountSettings,
    ListClusters: clusters.listClusters,
    ListServiceDeployments: listServiceDeployments,
    ListServices: listServices,
    ListTagsForResource: listTagsForResource,
    ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
    ListTaskDefinitions: listTaskDefinitions,
    ListTasks: listTasks,
    PutAccountSetting: putAccountSetting,
    PutClusterCapacityProviders: clusters.putClusterCapacityProviders,
    RegisterTaskDefinition: registerTaskDefinition,
    RunTask: runTaskOperation,
    StopServiceDeployment: stopServiceDeployment,
    StopTask: stopTask,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateCluster: clusters.updateCluster,
    UpdateClusterSettings: clusters.updateClusterSettings,
    UpdateService: updateService,
  }),
)

export interface Ecs extends Service {
  /** Forgets everything. What still runs is the container runtime's to remove; when that is done, tasks are STOPPED for nobody. */
  clear(): void
}

/** The ECS API (AWS JSON 1.1) with tasks that really run. */
export function createEcs(options: EcsOptions): Ecs {
  let world = createWorld(options)
  const service: Service = async (request) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    const operation = OPERATIONS.get(target.slice(target.lastIndexOf('.') + 1))
    if (!operation)
      throw new ServiceError('UnknownOperationException', `the local ECS does not have ${target || 'this'}`)
    const input = JSON.parse(request.body.toString('utf8') || '{}') as never
    const output = await operation({input, region: regionOf(world, request.region), world})
    return {
      status: 200,
      headers: {'content-type': 'application/x-amz-json-1.1'},
      body: JSON.stringify(output, writeTime),
    }
  }
  return Object.assign(service, {
    clear() {
      world.closed = true
      for (const task of allTasks(world)) task.stop.abort()
      world = createWorld(options)
    },
  })
}

function allTasks({regions}: World): TaskState[] {
  return [...regions.values()].flatMap(({clusters: all}) => [...all.values()].flatMap(({tasks}) => [...tasks.values()]))
}
