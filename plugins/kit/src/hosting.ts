import type {AppDefinition, CallerIdentity, Host, LoadedSettings} from '@aws-stack/core'

import type {HostOptions} from './create-host.js'
import type {Reporter} from './reporters/reporter.js'

/** A program that runs commands in its own process and listens to them itself: the GitHub Action. */
export interface Hosting {
  /** Instead of the terminal's: one for each app that a command opens. */
  createHost(options: HostOptions): {readonly host: Host; readonly reporter: Reporter}
  /** Accounts that may be touched; any other ends the command with `WRONG_ACCOUNT` before anything is read or changed. All without it. */
  readonly allowedAccounts?: readonly string[] | undefined
  /** What the request tokens of its commands begin with, see `newRun`. */
  readonly run?: string | undefined
  /** Whom AWS takes a command for that uses the environment's credentials in this region, where that has been asked already. */
  identityIn?(region: string): Promise<CallerIdentity | undefined> | undefined
  /** Told of each app that a command works with, and of its checked settings, before anything is changed there. */
  opened?<Config, Facts>(
    app: AppDefinition<Config, Facts>,
    settings: LoadedSettings<Config>,
    access: {readonly profile?: string | undefined; readonly local: boolean},
  ): void
}

/** A plugin may bring its own copy of this package. */
const HOSTING = Symbol.for('aws-stack.hosting')

/** Written into the options of an oclif Config: each command is given a new Config, made of the same options. */
export function hostOn(options: object, hosting: Hosting): void {
  Object.assign(options, {[HOSTING]: hosting})
}

export function hostingOf(options: object): Hosting | undefined {
  return (options as {[HOSTING]?: Hosting})[HOSTING]
}
