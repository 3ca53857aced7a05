import {answer, type AppConfigCall, type AppConfigOperation, NOTHING} from '../app-config-operation.js'
import {tagsIn} from '../check-input.js'
import {badRequest, notFound} from '../faults.js'

export const listTagsForResource: AppConfigOperation = (call) => answer({Tags: tagsOf(call)})

export const tagResource: AppConfigOperation = (call) => {
  const tags = tagsOf(call)
  const all = {...tags, ...tagsIn(call.input)}
  if (Object.keys(all).length > 50) throw badRequest('A resource has at most 50 tags')
  Object.assign(tags, all)
  return NOTHING
}

export const untagResource: AppConfigOperation = (call) => {
  const tags = tagsOf(call)
  for (const key of call.query.getAll('tagKeys')) delete tags[key]
  return NOTHING
}

function tagsOf({names: [arn = ''], region}: AppConfigCall): Record<string, string> {
  const applications = [...region.applications.values()]
  const environments = applications.flatMap((one) => [...one.environments.values()])
  const all = [
    ...applications,
    ...environments,
    ...applications.flatMap((one) => [...one.profiles.values()]),
    ...environments.flatMap(({deployments}) => deployments),
    ...region.strategies.values(),
  ]
  const found = all.find((one) => one.arn === arn)
  if (found) return found.tags
  throw notFound('Resource', arn)
}
