import {ALWAYS, type CallRow, type CallTable, NO_RESOURCE} from '../call-row.js'
import type {PolicyVerb} from '../policy-result.js'

const NEEDS = 'AWS::AppConfig::ConfigurationProfile'
const RELEASES: readonly PolicyVerb[] = ['deploy', 'operate']
const CHANGES: readonly PolicyVerb[] = ['deploy', 'destroy', 'operate']

/** Every call asks for the application as well, which has the tags; profiles that commands make have none. */
function of(commands: readonly PolicyVerb[], ...below: readonly string[]): readonly CallRow[] {
  const application = {on: ['appconfig:application/*'], commands, needs: NEEDS, tagged: 'application'} as const
  return below.length === 0
    ? [application]
    : [
        application,
        {on: below, commands, needs: NEEDS, because: 'AWS makes the ids, and the application is asked for as well'},
      ]
}

const PROFILE = 'appconfig:application/*/configurationprofile/*'
const ENVIRONMENT = 'appconfig:application/*/environment/*'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsappconfig.html */
export const appConfigCalls: CallTable = {
  ListApplications: {on: ['*'], commands: ALWAYS, needs: NEEDS, because: NO_RESOURCE},
  ListDeploymentStrategies: {on: ['*'], commands: ALWAYS, needs: NEEDS, because: NO_RESOURCE},
  ListEnvironments: of(ALWAYS),
  ListConfigurationProfiles: of(ALWAYS),
  ListHostedConfigurationVersions: of(ALWAYS, PROFILE),
  GetHostedConfigurationVersion: of(ALWAYS, PROFILE),
  ListDeployments: of(ALWAYS, ENVIRONMENT),
  GetDeployment: of(ALWAYS, ENVIRONMENT),
  CreateHostedConfigurationVersion: of(RELEASES, PROFILE),
  DeleteHostedConfigurationVersion: of(CHANGES, PROFILE),
  // Strategies may be those of AWS: AppConfig.AllAtOnce.
  StartDeployment: of(RELEASES, ENVIRONMENT, PROFILE, 'appconfig:deploymentstrategy/*'),
  StopDeployment: of(CHANGES, ENVIRONMENT),
  CreateConfigurationProfile: of(RELEASES),
  DeleteConfigurationProfile: of(CHANGES, PROFILE),
}
