import type {CallerIdentity} from '../context.js'
import type {Secrets} from '../secrets/secrets.js'
import {createCallerIdentity} from './caller-identity.js'
import {pause} from './pause.js'
import {createRequestTokens} from './request-token.js'

/** What is asked about before there is a context. */
export interface AskIdentityInput {
  readonly region: string
  /** Learns the credentials of the environment. */
  readonly secrets: Secrets
}

/**
 * Whom AWS takes us for by the environment, asked once, for whoever has something else to do until there is an answer: `ContextOptions.asked`.
 * Throws as `Context.identity` does.
 */
export function askIdentity({region, secrets}: AskIdentityInput): Promise<CallerIdentity> {
  const host = {notify() {}, confirm: async () => 'no-terminal' as const}
  const {signal} = new AbortController()
  const tokens = createRequestTokens()
  const access = {region, host, secrets, signal, leave: signal, pause, now: () => performance.now(), tokens}
  return createCallerIdentity(access, {patience: 'once'})()
}
