import type {ServiceRequest} from '../../../server/service.js'
import type {Application} from '../../../services/appconfig/state/world.js'
import {readJson, textOf} from '../json.js'
import type {PlayedConfigs} from './configs-from-scenes.js'

/** What a call to AppConfig is about, by the names that the scenario has for it. */
export interface ConfigNames {
  readonly application?: string
  readonly environment?: string
  readonly profile?: string
}

export function configNames(configs: PlayedConfigs, request: ServiceRequest): ConfigNames {
  const application = applicationIn(configs, request)
  if (!application) return {}
  const [, , , kind = '', id = ''] = request.path.split('/')
  const environment = kind === 'environments' ? application.environments.get(id) : undefined
  const profile = application.profiles.get(kind === 'configurationprofiles' ? id : (profileId(request) ?? ''))
  return {
    application: application.name,
    ...(environment && {environment: environment.name}),
    ...(profile && {profile: profile.name}),
  }
}

/** The one that the path of the call names, if the scenario has it. */
export function applicationIn(
  {world, region}: PlayedConfigs,
  {service, path}: ServiceRequest,
): Application | undefined {
  const [, first, id = ''] = path.split('/')
  if (service !== 'appconfig' || first !== 'applications') return undefined
  return world.regions.get(region)?.applications.get(id)
}

/** StartDeployment alone names it in its body. */
function profileId(request: ServiceRequest): string | undefined {
  if (request.method !== 'POST' || !request.path.endsWith('/deployments')) return undefined
  return textOf(readJson(request), 'ConfigurationProfileId')
}
