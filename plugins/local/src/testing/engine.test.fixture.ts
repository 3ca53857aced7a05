import {readLocalState} from '@aws-stack/kit'

import {engineVersion} from '../engine/connect-engine.js'
import {findEngine} from '../engine/find-engine.js'

/** An engine for a test: that of `DOCKER_HOST`, of the local AWS that runs the tests, or of this machine. Skips loudly where there is none. */
export async function requireEngine(test: Mocha.Context): Promise<string> {
  const named = process.env['DOCKER_HOST'] ?? readLocalState(process.env)?.dockerHost
  const environment = {...process.env, ...(named && {DOCKER_HOST: named})}
  const engine = await findEngine({environment, probe: (host) => engineVersion(host, environment)})
  return engine?.host ?? skipLoudly(test, 'no Docker engine answers')
}

/** Under CI a test that cannot run is a failure. */
export function skipLoudly(test: Mocha.Context, why: string): never {
  if (process.env['CI'] === 'true') throw new Error(`cannot be skipped under CI: ${why}`)
  console.error(`SKIPPED: ${why}`)
  return test.skip()
}
