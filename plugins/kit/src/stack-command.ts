import {type AppDefinition, StackError} from '@aws-stack/core'

import {accessFor} from './access.js'
import {type Cancellation, listenForCancellation} from './cancellation.js'
import {exitCodeOf} from './exit-codes.js'
import {givenFlags, type ParsedPlace} from './flags/settings-flags.js'
import {toMs} from './flags/to-ms.js'
import {hostingOf} from './hosting.js'
import {readLocalState} from './local-state.js'
import {maskFailure} from './mask-failure.js'
import {openApp, type OpenAppOptions, type OpenedApp} from './open-app.js'
import {OutputCommand} from './output-command.js'
import {allAtSamePlace, type Given, givenOf} from './same-place.js'
import {toFailure} from './to-failure.js'

/** The base of every command: what each has of flags, signals, one way out for results and one for failures. */
export abstract class StackCommand extends OutputCommand {
  #cancellation: Cancellation | undefined
  #given: Given | undefined
  #reporter: OpenAppOptions['reporter'] = {say: (text) => void process.stderr.write(`${text}\n`), rest() {}}

  /** Nothing at AWS ends or goes on with this command: there is nothing to say of a signal. */
  protected readonly onlyLooks: boolean = false

  /** Aborted by SIGINT, SIGTERM and the time limit. A command that never asks for it is ended by them as any program is. */
  protected get signals(): Cancellation {
    return (this.#cancellation ??= listenForCancellation((text) => this.onlyLooks || this.#reporter.say(text)))
  }

  /** For looking that only a signal ends: it ends with the signal's exit code, and is no failure. */
  protected async untilInterrupted(look: () => Promise<void>): Promise<void> {
    try {
      await look()
    } catch (error) {
      if (!StackError.is(error) || error.code !== 'CANCELLED' || !this.signals.signal.aborted) throw error
      process.exitCode = exitCodeOf(error)
    }
  }

  /** The app's checked settings, and the engine's ports to the place that the flags name. */
  protected async open<C, F>(
    app: AppDefinition<C, F>,
    parsed: ParsedPlace,
    {placeOnly = false, only}: Pick<OpenAppOptions, 'placeOnly' | 'only'> = {},
  ): Promise<OpenedApp<C>> {
    const opened = await openApp(app, {...this.access(parsed), given: givenFlags(app, parsed.raw), placeOnly, only})
    const {profile, local} = parsed.flags
    hostingOf(this.config.options)?.opened?.(app, opened.settings, {profile, local})
    return opened
  }

  /** For a command that opens no app, or several. */
  protected access(parsed: ParsedPlace): OpenAppOptions {
    const access = accessFor(parsed, {
      config: this.config,
      json: this.jsonEnabled(),
      signals: this.signals,
      secrets: this.secrets,
    })
    this.#reporter = access.reporter
    const {timeout} = parsed.flags
    if (timeout) this.signals.limit(toMs('timeout', timeout))
    const endpoint = parsed.flags.local ? readLocalState(process.env)?.endpoint : undefined
    this.#given = givenOf(`${this.config.bin} ${this.id}`, parsed, endpoint)
    return access
  }

  /** Prints a result as text; beside `--json`, what `run` returns is printed instead. */
  protected show<Result>(result: Result, format: (result: Result) => string): Result {
    this.#reporter.rest()
    const shown = this.secrets.maskAll(allAtSamePlace(result, this.#given))
    this.log(format(shown))
    return shown
  }

  protected override async catch(thrown: Error): Promise<unknown> {
    const command = `${this.config.bin} ${this.id}`
    const failure = toFailure(thrown, {command, signal: this.#cancellation?.signal, given: this.#given})
    process.exitCode = failure.exitCode
    return super.catch(maskFailure(failure, this.secrets))
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#reporter.rest()
    this.#cancellation?.end()
    await super.finally(error)
  }
}
