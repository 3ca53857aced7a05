import type {EcrHostName} from '../registry-host/ecr-host-name.js'
import {engineVersion} from './connect-engine.js'
import type {Engine, NoEngine} from './engine.js'
import {findEngine} from './find-engine.js'
import {privateEngineHost, startPrivateEngine} from './private-engine.js'

export interface BringEngineOptions {
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** Only a dockerd of ours can be made to know it. */
  readonly ecrHost?: EcrHostName | undefined
}

/** An engine that is there, else one of our own. */
export async function bringEngine({folder, environment, ecrHost}: BringEngineOptions): Promise<Engine | NoEngine> {
  // A shell that has eval'ed the exports of an earlier start still names the engine that ended with it.
  const {DOCKER_HOST: named, ...others} = environment
  const current = named === privateEngineHost(folder) ? others : environment
  const found = ecrHost
    ? undefined
    : await findEngine({environment: current, probe: (host) => engineVersion(host, current)})
  return found ?? startPrivateEngine({folder, environment: current, ...(ecrHost && {ecrHost})})
}
