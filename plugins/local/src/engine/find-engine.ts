import {homedir} from 'node:os'
import {join} from 'node:path'

import type {Engine} from './engine.js'

export interface FindEngineOptions {
  readonly environment: NodeJS.ProcessEnv
  /** Version of what answers there, `undefined` where nothing does. */
  readonly probe: (host: string) => Promise<string | undefined>
}

/** The first engine that answers, in the order in which Docker's own tools would look. */
export async function findEngine({environment, probe}: FindEngineOptions): Promise<Engine | undefined> {
  for (const host of engineHosts(environment)) {
    const version = await probe(host)
    if (version) return {kind: 'found', host, version}
  }
  return undefined
}

/** `DOCKER_HOST`, the system's socket, then where rootless Docker, Docker Desktop, Colima, Rancher Desktop and OrbStack put theirs. */
export function engineHosts(environment: NodeJS.ProcessEnv): string[] {
  const home = environment['HOME'] ?? homedir()
  const runtime = environment['XDG_RUNTIME_DIR']
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    join(home, '.colima/docker.sock'),
    join(home, '.rd/docker.sock'),
    join(home, '.orbstack/run/docker.sock'),
  ]
  const named = environment['DOCKER_HOST']
  return [...(named ? [named] : []), ...sockets.map((socket) => `unix://${socket}`)]
}
