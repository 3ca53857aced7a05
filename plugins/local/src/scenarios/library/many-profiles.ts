import type {Beat} from '../beats.js'
import type {EndingCall, Play, Scenario} from '../scenario.js'
import {BOOTSTRAP, bootstrapStack} from './substation.js'

const API = 'https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference'

/** `node-01` to `node-30`: directories, profiles and functions. */
export const MANY_PROFILES: readonly string[] = Array.from(
  {length: 30},
  (_, index) => `node-${String(index + 1).padStart(2, '0')}`,
)

/** Is rolled back in `prod`. */
export const ROLLED_BACK_PROFILE = 'node-17'

/** Somebody else deploys when these are to begin, for so many minutes. */
const CONFLICTS: readonly (readonly [environment: string, profile: string, theirs: string, minutes: number])[] = [
  ['prod', 'node-03', 'node-29', 2],
  ['prod', 'node-12', 'node-01', 1],
  ['prod', 'node-30', 'node-02', 1],
  ['dev', 'node-08', 'node-09', 1],
  ['dev', 'node-21', 'node-05', 2],
]

const throttled = (operation: string, after: number, times: number): Beat => {
  return {at: 0, do: 'trouble', kind: 'throttle', service: 'appconfig', operation, after, times}
}

const conflicts = CONFLICTS.map(([environment, profile, theirs, minutes]): Play => {
  const beats: Beat[] = [{at: 0, do: 'config-deployment', environment, profile: theirs, version: 1, minutes}]
  return {on: {operation: 'StartDeployment', environment, profile}, times: 1, beats}
})

const call = (operation: string, environment: string, profile: string, more: Partial<EndingCall> = {}) => {
  return {operation, environment, profile, ...more}
}

/** Thirty profiles run `{"version":1}` in both environments; what is deployed is another content. */
export const manyProfiles: Scenario = {
  name: 'many-profiles',
  summary:
    'Thirty configurations are to be deployed to two environments; others deploy there too, calls are throttled, and one is rolled back.',
  sources: [
    `${API}/API_StartDeployment.html`,
    `${API}/API_DeploymentEvent.html`,
    'https://github.com/hashicorp/terraform-provider-aws/issues/36975',
  ],
  watch: 'aws-stack substation:config:deploy --local --env dev,prod',
  speed: 100,
  stacks: [bootstrapStack],
  configs: [
    {
      ...BOOTSTRAP.application,
      profiles: MANY_PROFILES.map((name) => ({name, versions: ['{"version":1}'], running: {prod: 1, dev: 1}})),
    },
  ],
  strategies: [BOOTSTRAP.strategy],
  plays: [
    {
      on: 'load',
      beats: [
        throttled('ListConfigurationProfiles', 0, 1),
        throttled('CreateHostedConfigurationVersion', 4, 2),
        throttled('StartDeployment', 10, 2),
        throttled('GetDeployment', 20, 3),
        throttled('ListDeployments', 1, 1),
      ],
    },
    ...conflicts,
    {
      on: {operation: 'StartDeployment', environment: 'prod', profile: ROLLED_BACK_PROFILE},
      beats: [
        {
          at: 1_500,
          do: 'config-rollback',
          environment: 'prod',
          // No alarm rolls back what does not bake.
          by: 'INTERNAL_ERROR',
          reason: 'Rollback initiated by an internal error. Start a new deployment.',
        },
      ],
    },
  ],
  ending: {
    after: [
      call('CreateHostedConfigurationVersion', 'prod', 'node-03', {content: '{"version":2}'}),
      call('StartDeployment', 'prod', 'node-03', {refused: 'ConflictException'}),
      call('StartDeployment', 'prod', 'node-03'),
      call('CreateHostedConfigurationVersion', 'prod', ROLLED_BACK_PROFILE, {content: '{"version":2}'}),
      call('StartDeployment', 'prod', ROLLED_BACK_PROFILE),
      call('StartDeployment', 'dev', ROLLED_BACK_PROFILE),
    ],
    deployments: {
      'prod/node-03': 'COMPLETE',
      'prod/node-29': 'COMPLETE',
      [`prod/${ROLLED_BACK_PROFILE}`]: 'ROLLED_BACK',
      [`dev/${ROLLED_BACK_PROFILE}`]: 'COMPLETE',
    },
  },
}
