import type {LocalState} from '../local-state.js'
import {type Check, check} from './check.js'

/** `find` throws where none runs. Only `--local` needs one. */
export function checkLocal(find: () => LocalState, required: boolean): Promise<Check> {
  return check({
    name: 'local AWS',
    required,
    async look() {
      const {endpoint, registry} = find()
      return `answers at ${endpoint}, registry at ${registry}`
    },
  })
}

/**
 * Whether the engine, which need not run on this machine, reaches the local registry. In a virtual machine (Docker Desktop, Colima)
 * 127.0.0.1 is the virtual machine's own, and a registry under any other name must be declared to speak HTTP.
 */
export function checkLocalRegistry(
  {registry}: LocalState,
  login: () => Promise<void>,
  required: boolean,
): Promise<Check> {
  const {port} = new URL(registry)
  return check({
    name: 'local registry',
    required,
    async look() {
      await login()
      return `the Docker engine reaches ${registry}`
    },
    suggestions: [
      `set "insecure-registries": ["host.docker.internal:${port}"] in the engine's daemon.json, where it runs in a virtual machine`,
      'aws-stack local:stop && aws-stack local:start --registry-host host.docker.internal',
    ],
  })
}
