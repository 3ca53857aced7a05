import type {EnvironmentState} from '@aws-sdk/client-appconfig'

import {
  answer,
  applicationOf,
  type AppConfigOperation,
  brought,
  environmentOf,
  newId,
  NOTHING,
  pageOf,
} from '../app-config-operation.js'
import {descriptionIn, listIn, nameIn, tagsIn, textIn} from '../check-input.js'
import {badRequest, conflict, overQuota} from '../faults.js'
import {refuseIfRead} from '../deletion-protection.js'
import {isRunning} from '../state/deployment.js'
import type {Environment, Monitor} from '../state/world.js'

export const createEnvironment: AppConfigOperation = (call) => {
  const application = applicationOf(call)
  const {input, world} = call
  const {environments: quota} = world.quotas
  if (application.environments.size >= quota) throw overQuota('environments of an application', quota)
  const id = newId()
  const environment: Environment = {
    id,
    application,
    name: nameIn(input, 64),
    description: descriptionIn(input),
    arn: `${application.arn}/environment/${id}`,
    tags: tagsIn(input),
    monitors: monitorsIn(input) ?? [],
    deployments: [],
  }
  application.environments.set(id, environment)
  return answer(shown(environment), 201)
}

export const getEnvironment: AppConfigOperation = (call) => answer(shown(environmentOf(call)))

export const listEnvironments: AppConfigOperation = (call) => {
  const all = [...applicationOf(call).environments.values()]
  return answer(
    pageOf(
      all.map((environment) => shown(brought(environment, call.world))),
      call,
    ),
  )
}

export const updateEnvironment: AppConfigOperation = (call) => {
  const environment = environmentOf(call)
  const {input} = call
  const name = textIn(input, 'Name', {max: 64})
  const description = descriptionIn(input)
  const monitors = monitorsIn(input)
  if (name !== undefined) environment.name = name
  if (description !== undefined) environment.description = description
  if (monitors) environment.monitors = monitors
  return answer(shown(environment))
}

export const deleteEnvironment: AppConfigOperation = (call) => {
  const environment = environmentOf(call)
  const {id, application, deployments} = environment
  const running = deployments.find(isRunning)
  if (running)
    throw conflict(`Cannot delete environment ${id} because deployment number ${running.number} is in progress`)
  refuseIfRead(call, environment, `environment ${id}`)
  application.environments.delete(id)
  return NOTHING
}

function monitorsIn(input: Readonly<Record<string, unknown>>): readonly Monitor[] | undefined {
  const monitors = listIn<Monitor>(input, 'Monitors', 5)
  const nameless = monitors?.find(({AlarmArn}) => typeof AlarmArn !== 'string' || AlarmArn === '')
  if (nameless) throw badRequest('A monitor needs an AlarmArn')
  return monitors
}

function shown(environment: Environment) {
  const {id, application, name, description, monitors} = environment
  return {
    ApplicationId: application.id,
    Id: id,
    Name: name,
    Description: description,
    State: stateOf(environment),
    Monitors: monitors,
  }
}

function stateOf({deployments}: Environment): EnvironmentState {
  switch (deployments.at(-1)?.state) {
    case undefined:
    case 'COMPLETE':
      return 'READY_FOR_DEPLOYMENT'
    case 'ROLLING_BACK':
      return 'ROLLING_BACK'
    case 'ROLLED_BACK':
      return 'ROLLED_BACK'
    case 'REVERTED':
      return 'REVERTED'
    default:
      return 'DEPLOYING'
  }
}
