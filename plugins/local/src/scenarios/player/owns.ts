import type {ServiceRequest} from '../../server/service.js'
import {type Input, readInput, text} from '../../services/cloudformation/protocol/read-input.js'
import {ownsConfigCall} from './appconfig/owns-config-call.js'
import {lastPart} from './ecs/names.js'
import {type Json, readJson, textOf, textsOf} from './json.js'
import {functionNamed} from './lambda.js'
import type {World} from './world.js'

/** Whether a call is about something that the scenario names; all else is for the ordinary services. */
export function owns(world: World, request: ServiceRequest): boolean {
  if (request.region !== world.region) return false
  switch (request.service) {
    case 'cloudformation':
      return ownsStackCall(world, readInput(request))
    case 'ecs':
      return ownsEcsCall(world, readJson(request))
    case 'lambda':
      return world.functions.has(functionNamed(request))
    case 'appconfig':
      return ownsConfigCall(world, request)
    case 'logs':
      return world.logs.has(textOf(readJson(request), 'logGroupName') ?? '')
    default:
      return false
  }
}

function ownsStackCall({scenes, stacks}: World, input: Input): boolean {
  const stack = text(input, 'StackName')
  if (stack) return scenes.has(stack.startsWith('arn:') ? (stack.split('/')[1] ?? '') : stack)
  const changeSet = text(input, 'ChangeSetName')
  if (changeSet) return stacks.some(({changeSets}) => changeSets.some(({id}) => id === changeSet))
  const operation = text(input, 'OperationId')
  return stacks.some(({operations, changeSets}) =>
    [...operations, ...changeSets.map((one) => one.operation)].some(({id}) => id === operation),
  )
}

function ownsEcsCall({services, taskDefinitions}: World, input: Json): boolean {
  const all = [...services.values()]
  const cluster = textOf(input, 'cluster')
  if (cluster !== undefined) return all.some((service) => service.cluster === lastPart(cluster))
  const family = lastPart(textOf(input, 'taskDefinition') ?? '').split(':')[0]
  if (taskDefinitions.some((one) => one.family === family)) return true
  const deployments = [textOf(input, 'serviceDeploymentArn') ?? '', ...textsOf(input, 'serviceDeploymentArns')]
  return all.some(({serviceDeployments}) => serviceDeployments.some(({id}) => deployments.map(lastPart).includes(id)))
}
