import {setSecret} from '@actions/core'
import type {Secrets} from '@aws-stack/core'

import type {Log} from './log.js'

/** The runner hides a mask wherever its characters stand: a shorter one would take half the log. `Secrets` hides it where it stands alone. */
const SHORTEST = 4
/** A line of a key; shorter ones are punctuation as often as not. */
const SHORTEST_LINE = 8

/** Tells the runner every secret in all of its spellings, before anybody can use it. The runner masks by line. */
export function maskInRunner(secrets: Secrets, log: Log): void {
  const told = new Set<string>()
  secrets.watch((forms) => {
    for (const mask of forms.flatMap(masksOf)) {
      if (told.has(mask)) continue
      told.add(mask)
      log.command(() => setSecret(mask))
    }
  })
}

function masksOf(form: string): string[] {
  const lines = form.split(/[\r\n]+/).map((line) => line.trim())
  const shortest = lines.length > 1 ? SHORTEST_LINE : SHORTEST
  return lines.filter((line) => line.length >= shortest)
}

/** What the step itself is given to hide; the engine tells of all else. The two of AWS are masked before anybody asks for credentials. */
export function learnOwnSecrets(secrets: Secrets, token: string | undefined, environment: NodeJS.ProcessEnv): void {
  for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'])
    secrets.add(environment[name])
  secrets.add(token)
}
