import {checkEnv, exportsOf, quote} from './shell-words.js'

/** An interactive shell: bash where the image has it. */
export function shellCommand(env: Readonly<Record<string, string>> = {}): string {
  checkEnv(env)
  return `sh -c ${quote(`${exportsOf(env)}command -v bash >/dev/null 2>&1 && exec bash; exec sh`)}`
}
