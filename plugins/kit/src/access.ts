import type {Secrets, Signals} from '@aws-stack/core'
import type {Config} from '@oclif/core/config'

import {startedBy} from './cancellation.js'
import {createHost} from './create-host.js'
import {LOCAL_PACKAGE} from './find-local-aws.js'
import {toMs} from './flags/to-ms.js'
import {givenFlags, NO_SETTINGS, type ParsedPlace} from './flags/settings-flags.js'
import {type Hosting, hostingOf} from './hosting.js'
import {learnKeys} from './learn-keys.js'
import type {OpenAppOptions} from './open-app.js'

export interface AccessInput {
  readonly config: Pick<Config, 'plugins' | 'options'>
  readonly json: boolean
  readonly signals: Signals
  readonly secrets: Secrets
}

/** What opening an app takes beside the app: who listens, when to stop, where to look. The one reader of environment and folder. */
export function accessFor({flags, raw}: ParsedPlace, {config, json, signals, secrets}: AccessInput): OpenAppOptions {
  const {profile, local, verbose, 'wait-for-lock': patience} = flags
  const environment = process.env
  learnKeys(environment, secrets)
  const hosting: Hosting = hostingOf(config.options) ?? {createHost}
  return {
    ...hosting.createHost({json, verbose, signal: signals.signal, secrets, environment}),
    ...signals,
    secrets,
    startedBy: startedBy(environment),
    waitForLockMs: patience === undefined ? undefined : toMs('wait-for-lock', patience),
    environment,
    cwd: process.cwd(),
    given: givenFlags(NO_SETTINGS, raw),
    file: flags.config,
    profile,
    local,
    localInstalled: config.plugins.has(LOCAL_PACKAGE),
    hosting,
  }
}
