import type {Secrets} from '@aws-stack/core'

/** AWS's own have 40 characters; what is shorter is the fixed word of an endpoint that checks no signature. */
const SHORTEST = 16

/** The keys that stand in the environment are known before the first line is written; those of a profile or role only with the first call. */
export function learnKeys(environment: NodeJS.ProcessEnv, secrets: Secrets): void {
  const {AWS_SECRET_ACCESS_KEY: key = '', AWS_SESSION_TOKEN: token} = environment
  if (key.length < SHORTEST) return
  secrets.add(key)
  secrets.add(token)
}
