import {setMaxListeners} from 'node:events'

import type {AwsAccess, StaticEndpoint} from './aws/access.js'
import {createCallerIdentity} from './aws/caller-identity.js'
import {createCloudFormation} from './aws/cloudformation.js'
import {createEc2} from './aws/ec2.js'
import {createEcr} from './aws/ecr.js'
import {pause} from './aws/pause.js'
import type {Context} from './context.js'
import {createDockerEngine} from './docker/docker-engine.js'
import type {Host} from './events.js'

export interface ContextOptions {
  readonly host: Host
  readonly signal: AbortSignal
  /** `resolveRegion` tells the one that the AWS SDK's own chain finds (environment, profile). */
  readonly region: string
  readonly profile?: string | undefined
  /** An explicit endpoint with static credentials: nothing of the SDK's own chain is asked. Else the SDK decides. */
  readonly endpoint?: StaticEndpoint | undefined
  /** `unix:///…`, `tcp://…`; without it `/var/run/docker.sock`. */
  readonly dockerHost?: string | undefined
  /** Folder of `ca.pem`, `cert.pem` and `key.pem`, for an engine behind TLS. */
  readonly dockerCertPath?: string | undefined
}

/** Wires the ports. Nothing is loaded or called before a verb needs it. */
export function createContext({dockerHost, dockerCertPath, ...options}: ContextOptions): Context {
  const access: AwsAccess = {...options, pause}
  const {host, signal, region} = access
  // Each call listens while it lasts; Node takes more than ten at once for a leak.
  setMaxListeners(0, signal)
  return {
    region,
    host,
    signal,
    cloudFormation: createCloudFormation(access),
    ecr: createEcr(access),
    ec2: createEc2(access),
    docker: createDockerEngine({dockerHost, certPath: dockerCertPath}),
    identity: createCallerIdentity(access),
  }
}
