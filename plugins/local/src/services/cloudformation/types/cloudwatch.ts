import {DeleteDashboardsCommand, PutDashboardCommand} from '@aws-sdk/client-cloudwatch'

import type {HandlerScope, Properties, ResourceHandler} from '../handler.js'
import {HandlerFailure} from './handler-failure.js'
import {unlessGone} from './unless-gone.js'

/** AWS::CloudWatch::Dashboard */
export const dashboard: ResourceHandler = {
  async create(properties, scope) {
    const name = (properties['DashboardName'] as string | undefined) ?? scope.generatedName(255)
    await put(name, properties, scope)
    return {physicalId: name, attributes: {}}
  },

  async update(current, next, _previous, scope) {
    await put(current.physicalId, next, scope)
    return current
  },

  async delete({physicalId}, _properties, scope) {
    const cloudWatch = await scope.clients.cloudWatch()
    await unlessGone(() => cloudWatch.send(new DeleteDashboardsCommand({DashboardNames: [physicalId]})))
  },
}

/** moto takes any text for a dashboard; CloudWatch does not. */
async function put(DashboardName: string, properties: Properties, scope: HandlerScope): Promise<void> {
  const cloudWatch = await scope.clients.cloudWatch()
  const DashboardBody = properties['DashboardBody'] as string
  try {
    JSON.parse(DashboardBody)
  } catch (error) {
    throw new HandlerFailure('InvalidRequest', `The field DashboardBody must be a valid JSON object: ${String(error)}`)
  }
  await cloudWatch.send(new PutDashboardCommand({DashboardName, DashboardBody}))
}
