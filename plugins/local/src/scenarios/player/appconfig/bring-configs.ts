import type {Deployment} from '../../../services/appconfig/state/deployment.js'
import {advance} from '../../../services/appconfig/state/deployment.js'
import type {PlayedConfigs} from './configs-from-scenes.js'

/** Every deployment is as far as it is by then. */
export function bringConfigs(configs: PlayedConfigs, now: number): void {
  for (const deployment of deploymentsOf(configs)) advance(deployment, now)
}

/** Epoch milliseconds at which the last one that runs ends. */
export function configsEnd(configs: PlayedConfigs): number | undefined {
  const ends = deploymentsOf(configs).flatMap(({pending}) => pending.slice(-1).map(({at}) => at))
  return ends.length > 0 ? Math.max(...ends) : undefined
}

function deploymentsOf({world, region}: PlayedConfigs): Deployment[] {
  const applications = [...(world.regions.get(region)?.applications.values() ?? [])]
  return applications.flatMap(({environments}) => [...environments.values()]).flatMap(({deployments}) => deployments)
}
