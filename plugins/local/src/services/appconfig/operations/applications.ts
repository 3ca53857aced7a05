import {answer, applicationOf, type AppConfigOperation, arnIn, newId, NOTHING, pageOf} from '../app-config-operation.js'
import {descriptionIn, nameIn, tagsIn, textIn} from '../check-input.js'
import {badRequest, overQuota} from '../faults.js'
import type {Application} from '../state/world.js'

export const createApplication: AppConfigOperation = (call) => {
  const {input, region, world} = call
  const {applications: quota} = world.quotas
  if (region.applications.size >= quota) throw overQuota('applications', quota)
  const id = newId()
  const application: Application = {
    id,
    name: nameIn(input, 64),
    description: descriptionIn(input),
    arn: arnIn(call, `application/${id}`),
    tags: tagsIn(input),
    environments: new Map(),
    profiles: new Map(),
  }
  region.applications.set(id, application)
  return answer(shown(application), 201)
}

export const getApplication: AppConfigOperation = (call) => answer(shown(applicationOf(call)))

export const listApplications: AppConfigOperation = (call) =>
  answer(pageOf([...call.region.applications.values()].map(shown), call))

export const updateApplication: AppConfigOperation = (call) => {
  const application = applicationOf(call)
  const {input} = call
  const name = textIn(input, 'Name', {max: 64})
  const description = descriptionIn(input)
  if (name !== undefined) application.name = name
  if (description !== undefined) application.description = description
  return answer(shown(application))
}

export const deleteApplication: AppConfigOperation = (call) => {
  const {id, environments, profiles} = applicationOf(call)
  if (environments.size > 0)
    throw badRequest(`Cannot delete application ${id} because there are still environments existing under it.`)
  if (profiles.size > 0)
    throw badRequest(
      `Cannot delete application ${id} because there are still configuration profiles existing under it.`,
    )
  call.region.applications.delete(id)
  return NOTHING
}

function shown({id, name, description}: Application) {
  return {Id: id, Name: name, Description: description}
}
