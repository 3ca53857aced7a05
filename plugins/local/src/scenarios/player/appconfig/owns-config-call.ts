import type {ServiceRequest} from '../../../server/service.js'
import {readJson, textOf} from '../json.js'
import type {World} from '../world.js'
import {applicationIn} from './config-names.js'

/** An application of the scenario, one of its strategies, or a session of either. */
export function ownsConfigCall({configs}: World, request: ServiceRequest): boolean {
  if (applicationIn(configs, request)) return true
  const region = configs.world.regions.get(configs.region)
  const [, first = '', second = ''] = request.path.split('/')
  switch (first) {
    case 'deploymentstrategies':
    case 'deployementstrategies':
      return region?.strategies.has(second) ?? false
    case 'configurationsessions': {
      const named = textOf(readJson(request), 'ApplicationIdentifier') ?? ''
      return [...(region?.applications.values() ?? [])].some(({id, name}) => id === named || name === named)
    }
    case 'configuration':
      return region?.sessions.has(request.query.get('configuration_token') ?? '') ?? false
    case 'tags': {
      const arn = decodeURIComponent(second)
      const own = [...(region?.applications.values() ?? []), ...(region?.strategies.values() ?? [])]
      return own.some((one) => arn === one.arn || arn.startsWith(`${one.arn}/`))
    }
    default:
      return false
  }
}
