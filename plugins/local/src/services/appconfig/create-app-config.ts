import {restOperation} from '../../server/rest-operations.js'
import {type Service, ServiceError} from '../../server/service.js'
import type {AppConfigOperation} from './app-config-operation.js'
import * as sessions from './data/sessions.js'
import * as reads from './deployments/read-deployments.js'
import {startDeployment, validateConfiguration} from './deployments/start-deployment.js'
import {stopDeployment} from './deployments/stop-deployment.js'
import * as settings from './operations/account-settings.js'
import * as applications from './operations/applications.js'
import * as environments from './operations/environments.js'
import * as profiles from './operations/profiles.js'
import * as strategies from './operations/strategies.js'
import * as tags from './operations/tags.js'
import * as versions from './operations/versions.js'
import {badRequest} from './faults.js'
import {type AppConfigOptions, createWorld, regionOf, type World} from './state/world.js'
import {type AppConfigSettings, changeSettings, settingsOf} from './settings.js'

const OPERATIONS = new Map<string, AppConfigOperation>(
  Object.entries({
    CreateApplication: applications.createApplication,
    CreateConfigurationProfile: profiles.createConfigurationProfile,
    CreateDeploymentStrategy: strategies.createDeploymentStrategy,
    CreateEnvironment: environments.createEnvironment,
    CreateHostedConfigurationVersion: versions.createHostedConfigurationVersion,
    DeleteApplication: applications.deleteApplication,
    DeleteConfigurationProfile: profiles.deleteConfigurationProfile,
    DeleteDeploymentStrategy: strategies.deleteDeploymentStrategy,
    DeleteEnvironment: environments.deleteEnvironment,
    DeleteHostedConfigurationVersion: versions.deleteHostedConfigurationVersion,
    GetAccountSettings: settings.getAccountSettings,
    GetApplication: applications.getApplication,
    GetConfigurationProfile: profiles.getConfigurationProfile,
    GetDeployment: reads.getDeployment,
    GetDeploymentStrategy: strategies.getDeploymentStrategy,
    GetEnvironment: environments.getEnvironment,
    GetHostedConfigurationVersion: versions.getHostedConfigurationVersion,
    GetLatestConfiguration: sessions.getLatestConfiguration,
    ListApplications: applications.listApplications,
    ListConfigurationProfiles: profiles.listConfigurationProfiles,
    ListDeploymentStrategies: strategies.listDeploymentStrategies,
    ListDeployments: reads.listDeployments,
    ListEnvironments: environments.listEnvironments,
    ListHostedConfigurationVersions: versions.listHostedConfigurationVersions,
    ListTagsForResource: tags.listTagsForResource,
    StartConfigurationSession: sessions.startConfigurationSession,
    StartDeployment: startDeployment,
    StopDeployment: stopDeployment,
    TagResource: tags.tagResource,
    UntagResource: tags.untagResource,
    UpdateAccountSettings: settings.updateAccountSettings,
    UpdateApplication: applications.updateApplication,
    UpdateConfigurationProfile: profiles.updateConfigurationProfile,
    UpdateDeploymentStrategy: strategies.updateDeploymentStrategy,
    UpdateEnvironment: environments.updateEnvironment,
    ValidateConfiguration: validateConfiguration,
  }),
)

export interface AppConfig extends Service {
  settings(): AppConfigSettings
  /** What is not named stays; what cannot be is said in the error. */
  change(settings: unknown): AppConfigSettings
  /** Forgets everything, settings too. */
  clear(): void
}

/** The APIs of AWS AppConfig and AWS AppConfig Data (REST JSON). */
export function createAppConfig(options: AppConfigOptions): AppConfig {
  let world = createWorld(options)
  const service: Service = async (request) => serveAppConfig(request, world)
  return Object.assign(service, {
    settings: () => settingsOf(world),
    change: (settings: unknown) => changeSettings(world, settings),
    clear() {
      world.closing.abort()
      world = createWorld(options)
    },
  })
}

/** One call to a world of AppConfig: of the local AWS, or of a scenario. */
export async function serveAppConfig(request: Parameters<Service>[0], world: World): ReturnType<Service> {
  const {method, path, query, body, region} = request
  const found = restOperation('appconfig', method, path)
  const operation = OPERATIONS.get(found?.name ?? '')
  if (!found || !operation)
    throw new ServiceError('UnknownOperationException', `the local AppConfig does not have ${method} ${path}`, 404)
  const names = found.names.map(decodeURIComponent)
  const input = found.name === 'CreateHostedConfigurationVersion' ? {} : jsonIn(body)
  return operation({names, query, input, request, region: regionOf(world, region), world})
}

function jsonIn(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>
  } catch (error) {
    throw badRequest(`The body is not valid JSON: ${(error as Error).message}`)
  }
}
