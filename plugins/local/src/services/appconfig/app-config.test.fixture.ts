import {setTimeout as sleep} from 'node:timers/promises'

import {AppConfig, type CreateConfigurationProfileRequest} from '@aws-sdk/client-appconfig'
import {AppConfigData} from '@aws-sdk/client-appconfigdata'

import {restOperation} from '../../server/rest-operations.js'
import type {Service} from '../../server/service.js'
import {frontOf} from '../../testing/front-of.test.fixture.js'
import {listening} from '../../testing/listening.test.fixture.js'
import {createAppConfig} from './create-app-config.js'
import type {AppConfigOptions} from './state/world.js'

const REGION = 'eu-west-1'

export interface AppConfigRoom {
  readonly endpoint: string
  readonly client: AppConfig
  readonly data: AppConfigData
  readonly service: ReturnType<typeof createAppConfig>
  /** The names of the operations that were called, oldest first. */
  readonly calls: string[]
  /** Milliseconds later. */
  readonly pass: (ms: number) => void
}

/** Whoever asks is told who they are, so that a whole client can be tried. */
const sts: Service = async ({accountId}) => ({
  status: 200,
  headers: {'content-type': 'text/xml'},
  body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/test</Arn><UserId>test</UserId><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
})

/** AppConfig behind a listening front, on a clock that only the test turns; a minute of a strategy takes a minute of it. */
export function withAppConfig<T>(
  work: (room: AppConfigRoom) => Promise<T>,
  options: Partial<AppConfigOptions> = {},
  latencyMs = 0,
): Promise<T> {
  let now = Date.UTC(2026, 0, 1)
  const service = createAppConfig({
    accountId: '123456789012',
    now: () => now,
    pace: {minuteMs: 60_000, settleMs: 1_000, lookMs: 5},
    functions: {ask: () => Promise.reject(new Error('no function in this test'))},
    ...options,
  })
  const calls: string[] = []
  const appconfig: Service = async (request) => {
    if (latencyMs > 0) await sleep(latencyMs)
    calls.push(restOperation('appconfig', request.method, request.path)?.name ?? request.path)
    return service(request)
  }
  return listening(frontOf({appconfig, sts}, REGION), async (endpoint) => {
    const config = {
      endpoint,
      region: REGION,
      credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
      maxAttempts: 1,
    }
    const pass = (ms: number) => void (now += ms)
    try {
      return await work({
        endpoint,
        client: new AppConfig(config),
        data: new AppConfigData(config),
        service,
        calls,
        pass,
      })
    } finally {
      service.clear()
    }
  })
}

/** An application with the environment `prod`, the strategy `Instant` and a hosted profile. */
export async function anApplication(client: AppConfig, profile: Partial<CreateConfigurationProfileRequest> = {}) {
  const {Id: ApplicationId} = await client.createApplication({Name: 'substation-dev'})
  const {Id: EnvironmentId} = await client.createEnvironment({ApplicationId, Name: 'prod'})
  const {Id: ConfigurationProfileId} = await client.createConfigurationProfile({
    ApplicationId,
    Name: 'processor',
    LocationUri: 'hosted',
    ...profile,
  })
  const {Id: DeploymentStrategyId} = await client.createDeploymentStrategy({
    Name: 'Instant',
    DeploymentDurationInMinutes: 0,
    GrowthFactor: 100,
    FinalBakeTimeInMinutes: 0,
    ReplicateTo: 'NONE',
  })
  const profileOf = {ApplicationId, ConfigurationProfileId}
  return {
    ApplicationId,
    EnvironmentId,
    ConfigurationProfileId,
    DeploymentStrategyId,
    /** Its number. */
    upload: async (content: string, over: {VersionLabel?: string; LatestVersionNumber?: number} = {}) => {
      const Content = Buffer.from(content)
      const input = {...profileOf, Content, ContentType: 'application/json', ...over}
      const {VersionNumber} = await client.createHostedConfigurationVersion(input)
      return String(VersionNumber)
    },
    deploy: async (ConfigurationVersion: string, over: {DeploymentStrategyId?: string} = {}) => {
      const input = {...profileOf, EnvironmentId, DeploymentStrategyId, ConfigurationVersion, ...over}
      return client.startDeployment(input)
    },
    deployment: (DeploymentNumber: number | undefined) =>
      client.getDeployment({ApplicationId, EnvironmentId, DeploymentNumber}),
  }
}
