import {setMaxListeners} from 'node:events'

import type {AwsAccess, StaticEndpoint} from './aws/access.js'
import {createAppConfig} from './aws/app-config.js'
import {createBackups} from './aws/backups.js'
import {createCallerIdentity} from './aws/caller-identity.js'
import {createCloudFormation} from './aws/cloudformation.js'
import {createEc2} from './aws/ec2.js'
import {createEcr} from './aws/ecr.js'
import {createEcs} from './aws/ecs.js'
import {createFileSystems} from './aws/file-systems.js'
import {createFunctions} from './aws/functions.js'
import {createGateways} from './aws/gateways.js'
import {createIdentityProviders} from './aws/identity-providers.js'
import {createLogs} from './aws/logs.js'
import {createMetrics} from './aws/metrics.js'
import {createObjects} from './aws/objects.js'
import {createQueues} from './aws/queues.js'
import {pause} from './aws/pause.js'
import {profilesOf} from './aws/profiles-of.js'
import {createRequestTokens} from './aws/request-token.js'
import {createRoles} from './aws/roles.js'
import {createStreams} from './aws/streams.js'
import {createTables} from './aws/tables.js'
import {createTopics} from './aws/topics.js'
import {createTraces} from './aws/traces.js'
import type {CallerIdentity, Context} from './context.js'
import {createDockerEngine} from './docker/docker-engine.js'
import {createDownloads} from './downloads/create-downloads.js'
import type {Host} from './events.js'
import {createRegistry} from './registry/create-registry.js'
import {maskingHost} from './secrets/masking-host.js'
import {createSecrets, type Secrets} from './secrets/secrets.js'

export interface ContextOptions {
  readonly host: Host
  readonly signal: AbortSignal
  /** Without it `signal` ends every wait. */
  readonly leave?: AbortSignal
  /** 10 min unless said. */
  readonly waitForLockMs?: number | undefined
  /** Whom other runs shall name while they wait for this one: `alice@laptop`. */
  readonly startedBy?: string | undefined
  /** What the request tokens begin with, for whoever tidies up after this run: of `newRun`. */
  readonly run?: string | undefined
  /** `resolveRegion` tells the one that the AWS SDK's own chain finds (environment, profile). */
  readonly region: string
  readonly profile?: string | undefined
  /** Whom AWS takes us for, where that has been asked already, see `askIdentity`: of the same credentials. `undefined` of it is no answer. */
  readonly asked?: Promise<CallerIdentity | undefined> | undefined
  /** An explicit endpoint with static credentials: nothing of the SDK's own chain is asked. Else the SDK decides. */
  readonly endpoint?: StaticEndpoint | undefined
  /** `unix:///…`, `tcp://…`; without it `/var/run/docker.sock`. */
  readonly dockerHost?: string | undefined
  /** Folder of `ca.pem`, `cert.pem` and `key.pem`, for an engine behind TLS. */
  readonly dockerCertPath?: string | undefined
  /** Folder of Docker's `config.json`, where `docker login` keeps credentials; without it there are none. */
  readonly dockerConfig?: string | undefined
  /** Folder where downloads are kept; without it none are. */
  readonly cacheFolder?: string | undefined
  /** Those that the caller knows of already, and hides from its own output. */
  readonly secrets?: Secrets | undefined
}

const TEN_MINUTES = 600_000

/** Wires the ports. Nothing is loaded or called before a verb needs it. */
export function createContext({
  dockerHost,
  dockerCertPath,
  dockerConfig,
  cacheFolder,
  secrets = createSecrets(),
  ...options
}: ContextOptions): Context {
  const {signal, region, leave = signal, waitForLockMs = TEN_MINUTES} = options
  const host = maskingHost(options.host, secrets)
  const tokens = createRequestTokens(options.startedBy, options.run)
  const access: AwsAccess = {...options, host, secrets, leave, pause, now: () => performance.now(), tokens}
  // Each call listens while it lasts; Node takes more than ten at once for a leak.
  setMaxListeners(0, signal, leave)
  return {
    region,
    host,
    signal,
    leave,
    waitForLockMs,
    startedBy: options.startedBy,
    cloudFormation: createCloudFormation(access),
    ecr: createEcr(access),
    ec2: createEc2(access),
    ecs: createEcs(access),
    fileSystems: createFileSystems(access),
    functions: createFunctions(access),
    gateways: createGateways(access),
    identityProviders: createIdentityProviders(access),
    logs: createLogs(access),
    metrics: createMetrics(access),
    objects: createObjects(access),
    queues: createQueues(access),
    roles: createRoles(access),
    streams: createStreams(access),
    tables: createTables(access),
    topics: createTopics(access),
    traces: createTraces(access),
    docker: createDockerEngine({dockerHost, certPath: dockerCertPath, dockerConfig}, secrets),
    downloads: createDownloads(cacheFolder),
    registry: createRegistry({dockerConfig, secrets}),
    backups: createBackups(access),
    appConfig: createAppConfig(access),
    secrets,
    identity: createCallerIdentity(access, {asked: options.asked}),
    profilesOf,
  }
}
