import {spawnSync} from 'node:child_process'

/** Says what is done, does it, and ends the whole run with its exit code where it fails. */
export function step(title, command, args, environment, options = {}) {
  const began = Date.now()
  console.error(`\n── ${title}`)
  const {status, signal, error} = spawnSync(command, args, {stdio: 'inherit', env: environment, ...options})
  if (error) console.error(`${command} could not be started: ${error.message}`)
  if (status !== 0) {
    console.error(`── ${title}: failed${signal ? ` (${signal})` : ''}`)
    process.exit(status ?? 1)
  }
  console.error(`── ${title}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
}
