import type {Beat} from '../beats.js'
import type {EndingCall, Play, Scenario} from '../scenario.js'
import type {ConfigApplicationScene, ConfigStrategyScene} from '../scenes.js'
import {BOOTSTRAP, bootstrapStack} from './substation.js'

const API = 'https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference'
const START = `${API}/API_StartDeployment.html`
const DEPLOYING = 'https://docs.aws.amazon.com/appconfig/latest/userguide/deploying-feature-flags.html'
const ALARMS = 'https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html'
const VALIDATORS =
  'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-validators.html'
const RETRIES = 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html'
const RACE = 'https://github.com/hashicorp/terraform-provider-aws/issues/36975'

const profile = 'processor'
const environment = 'prod'
const OLD = '{"transforms":[]}'
const NEW = '{"transforms":[{"type":"send_stdout"}]}'
const ALARM = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:substation-dev-errors'

/** All at once, then ten minutes of baking. */
const BAKING: ConfigStrategyScene = {...BOOTSTRAP.strategy, bakeMinutes: 10}

const application: ConfigApplicationScene = {
  ...BOOTSTRAP.application,
  profiles: ['enrichment', profile].map((name) => ({name, versions: [OLD], running: {prod: 1, dev: 1}})),
}

const upload: EndingCall = {operation: 'CreateHostedConfigurationVersion', profile, content: NEW}
const start: EndingCall = {operation: 'StartDeployment', environment, profile}
const on = {operation: 'StartDeployment', environment, profile}
const KEY = `${environment}/${profile}`

function about(name: string, summary: string, sources: readonly string[]) {
  return {name, summary, sources, watch: 'aws-stack substation:config:deploy --local', stacks: [bootstrapStack]}
}

function told(
  said: ReturnType<typeof about>,
  plays: readonly Play[],
  after: readonly EndingCall[],
  state: string,
  more: Partial<Scenario> = {},
): Scenario {
  const ending = {after, deployments: {[KEY]: state}}
  return {...said, configs: [application], strategies: [BOOTSTRAP.strategy], plays, ending, ...more}
}

export const configBakes = told(
  about('config-bakes', 'A configuration is deployed and bakes for ten minutes before it is complete.', [
    START,
    DEPLOYING,
  ]),
  [],
  [upload, start],
  'COMPLETE',
  {strategies: [BAKING]},
)

function rolledBack(by: 'CLOUDWATCH_ALARM' | 'USER', reason: string): readonly Play[] {
  const beats: readonly Beat[] = [{at: 240_000, do: 'config-rollback', environment, by, reason}]
  return [{on, beats, times: 1}]
}

export const configAlarm = told(
  about('config-alarm', 'An alarm goes off four minutes into the baking; the deployment is rolled back.', [
    ALARMS,
    START,
  ]),
  rolledBack('CLOUDWATCH_ALARM', `Rollback initiated by CloudWatch alarm: ${ALARM}`),
  [upload, start],
  'ROLLED_BACK',
  {strategies: [BAKING]},
)

export const configStopped = told(
  about('config-stopped', 'Somebody else stops the deployment while it bakes.', [`${API}/API_StopDeployment.html`]),
  rolledBack('USER', 'Rollback initiated by user: 123456789012'),
  [upload, start],
  'ROLLED_BACK',
  {strategies: [BAKING]},
)

export const configBusy = told(
  about('config-busy', "Somebody else's deployment of another configuration is in the way for three minutes.", [START]),
  [
    {
      on,
      times: 1,
      beats: [{at: 0, do: 'config-deployment', environment, profile: 'enrichment', minutes: 2, bakeMinutes: 1}],
    },
  ],
  [upload, {...start, refused: 'ConflictException'}, start],
  'COMPLETE',
)

const race: Beat = {
  at: 0,
  do: 'trouble',
  kind: 'conflict',
  service: 'appconfig',
  operation: 'StartDeployment',
  times: 2,
}

export const configRace = told(
  about('config-race', 'Two deployments are started at the same moment, and the other one wins, twice.', [RACE, START]),
  [{on: 'load', beats: [race]}],
  [upload, {...start, refused: 'ConflictException'}, {...start, refused: 'ConflictException'}, start],
  'COMPLETE',
)

export const configUploadRace = told(
  about('config-upload-race', 'Somebody else uploads a version between our look and our upload.', [
    `${API}/API_CreateHostedConfigurationVersion.html`,
  ]),
  [
    {
      on: {operation: 'CreateHostedConfigurationVersion', profile},
      times: 1,
      beats: [{at: 0, do: 'config-upload', profile, content: '{"transforms":[{"type":"theirs"}]}'}],
    },
  ],
  [{...upload, refused: 'ConflictException'}, upload, start],
  'COMPLETE',
)

export const configThrottled = told(
  about('config-throttled', 'AppConfig takes no more calls for a while: lists, uploads, starts and looks.', [RETRIES]),
  [
    {
      on: 'load',
      beats: [
        {
          at: 0,
          do: 'trouble',
          kind: 'throttle',
          service: 'appconfig',
          operation: 'ListConfigurationProfiles',
          times: 2,
        },
        {at: 0, do: 'trouble', kind: 'throttle', service: 'appconfig', operation: 'StartDeployment', times: 2},
        {
          ...{at: 0, do: 'trouble', kind: 'throttle', service: 'appconfig'},
          ...{operation: 'CreateHostedConfigurationVersion', times: 2},
        },
        {at: 0, do: 'trouble', kind: 'throttle', service: 'appconfig', operation: 'GetDeployment', after: 1, times: 3},
      ],
    },
  ],
  [upload, start],
  'COMPLETE',
)

function withProfile(more: Partial<ConfigApplicationScene['profiles'][number]>): Partial<Scenario> {
  const profiles = [{name: profile, versions: [OLD], running: {prod: 1, dev: 1}, ...more}]
  return {configs: [{...BOOTSTRAP.application, profiles}]}
}

export const configInvalid = told(
  about('config-invalid', "The configuration does not keep to the profile's JSON schema: no deployment begins.", [
    VALIDATORS,
  ]),
  [],
  [upload, {...start, refused: 'BadRequestException'}],
  'COMPLETE',
  withProfile({schema: '{"type": "object", "properties": {"transforms": {"maxItems": 0}}}'}),
)

export const configRefused = told(
  about('config-refused', 'The validator function refuses the configuration: no deployment begins.', [VALIDATORS]),
  [],
  [upload, {...start, refused: 'BadRequestException'}],
  'COMPLETE',
  withProfile({refusal: 'invalid transform "send_stdout": missing required option'}),
)
