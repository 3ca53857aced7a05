import {answer, type AppConfigOperation, arnIn, newId, NOTHING, pageOf, strategyOf} from '../app-config-operation.js'
import {descriptionIn, nameIn, numberIn, oneOf, tagsIn} from '../check-input.js'
import {badRequest, overQuota} from '../faults.js'
import {PREDEFINED} from '../state/strategies.js'
import type {Strategy} from '../state/world.js'

const DAY = [0, 1440] as const
const GROWTH = ['LINEAR', 'EXPONENTIAL'] as const

export const createDeploymentStrategy: AppConfigOperation = (call) => {
  const {input, region, world} = call
  const {strategies: quota} = world.quotas
  if (region.strategies.size >= quota) throw overQuota('deployment strategies', quota)
  const minutes = numberIn(input, 'DeploymentDurationInMinutes', DAY)
  const growthFactor = numberIn(input, 'GrowthFactor', [1, 100])
  if (minutes === undefined || growthFactor === undefined)
    throw badRequest('DeploymentDurationInMinutes and GrowthFactor are required')
  const id = newId()
  const strategy: Strategy = {
    id,
    name: nameIn(input, 64),
    description: descriptionIn(input),
    arn: arnIn(call, `deploymentstrategy/${id}`),
    tags: tagsIn(input),
    minutes,
    growthFactor,
    growthType: oneOf(input, 'GrowthType', GROWTH) ?? 'LINEAR',
    bakeMinutes: numberIn(input, 'FinalBakeTimeInMinutes', DAY) ?? 0,
    replicateTo: oneOf(input, 'ReplicateTo', ['NONE', 'SSM_DOCUMENT'] as const) ?? 'NONE',
  }
  region.strategies.set(id, strategy)
  return answer(shown(strategy), 201)
}

export const getDeploymentStrategy: AppConfigOperation = (call) => answer(shown(strategyOf(call, call.names[0])))

export const listDeploymentStrategies: AppConfigOperation = (call) =>
  answer(pageOf([...PREDEFINED, ...call.region.strategies.values()].map(shown), call))

export const updateDeploymentStrategy: AppConfigOperation = (call) => {
  const {input} = call
  const strategy = strategyOf(call, ownId(call.names[0]))
  const changed = {
    description: descriptionIn(input),
    minutes: numberIn(input, 'DeploymentDurationInMinutes', DAY),
    bakeMinutes: numberIn(input, 'FinalBakeTimeInMinutes', DAY),
    growthFactor: numberIn(input, 'GrowthFactor', [1, 100]),
    growthType: oneOf(input, 'GrowthType', GROWTH),
  }
  Object.assign(strategy, Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)))
  return answer(shown(strategy))
}

export const deleteDeploymentStrategy: AppConfigOperation = (call) => {
  const {id} = strategyOf(call, ownId(call.names[0]))
  call.region.strategies.delete(id)
  return NOTHING
}

/** Those of AWS stay as they are. */
function ownId(id = ''): string {
  if (!id.startsWith('AppConfig.')) return id
  throw badRequest(`Predefined deployment strategy ${id} cannot be changed or deleted`)
}

function shown({id, name, description, minutes, bakeMinutes, growthFactor, growthType, replicateTo}: Strategy) {
  return {
    Id: id,
    Name: name,
    Description: description,
    DeploymentDurationInMinutes: minutes,
    GrowthType: growthType,
    GrowthFactor: growthFactor,
    FinalBakeTimeInMinutes: bakeMinutes,
    ReplicateTo: replicateTo,
  }
}
