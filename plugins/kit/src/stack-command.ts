import {type AppDefinition, StackError} from '@aws-stack/core'
import {Command} from '@oclif/core/command'

import {type Cancellation, listenForCancellation} from './cancellation.js'
import {createHost} from './create-host.js'
import {errorDocument} from './error-document.js'
import {exitCodeOf} from './exit-codes.js'
import {isSet, outputFlags} from './flags/common-flags.js'
import {givenFlags, type ParsedPlace} from './flags/settings-flags.js'
import {LOCAL_PACKAGE} from './find-local-aws.js'
import {openApp, type OpenedApp} from './open-app.js'
import {fitted} from './paint.js'
import type {Reporter} from './reporters/reporter.js'
import {toStackError} from './to-stack-error.js'

/** The base of every command: what each has of flags, signals, one way out for results and one for failures. */
export abstract class StackCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = outputFlags

  #cancellation: Cancellation | undefined
  #reporter: Reporter | undefined

  /** Aborted by the first SIGINT or SIGTERM. A command that never asks for it is ended by them as any program is. */
  protected get signal(): AbortSignal {
    this.#cancellation ??= listenForCancellation((text) => (this.#reporter ? this.#reporter.say(text) : process.stderr.write(`${text}\n`)))
    return this.#cancellation.signal
  }

  /** The app's checked settings, and the engine's ports to the place that the flags name. `placeOnly`: stage and region are all that it takes. */
  protected async open<Config, Facts>(app: AppDefinition<Config, Facts>, {flags, raw}: ParsedPlace, {placeOnly = false} = {}): Promise<OpenedApp<Config>> {
    const {signal} = this
    const environment = process.env
    const {host, reporter} = createHost({json: this.jsonEnabled(), verbose: flags.verbose, signal, environment})
    this.#reporter = reporter
    const {config: file, profile, local} = flags
    const given = givenFlags(app, raw)
    const localInstalled = this.config.plugins.has(LOCAL_PACKAGE)
    return openApp(app, {host, signal, environment, cwd: process.cwd(), given, file, profile, local, localInstalled, placeOnly, say: reporter.say})
  }

  /** Prints a result as text; beside `--json`, what `run` returns is printed instead. */
  protected show<Result>(result: Result, format: (result: Result) => string): Result {
    this.#reporter?.rest()
    this.log(format(result))
    return result
  }

  override log(message = ''): void {
    super.log(fitted(message, process.stdout, process.env))
  }

  override jsonEnabled(): boolean {
    return super.jsonEnabled() || isSet(process.env['AWS_STACK_JSON'])
  }

  protected override logJson(document: unknown): void {
    process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`)
  }

  protected override toErrorJson(error: unknown): unknown {
    return errorDocument(error)
  }

  /** oclif reads `exitCode` beside `--json` and `oclif.exit` otherwise. */
  protected override async catch(thrown: Error): Promise<unknown> {
    const error = this.#cancellation?.signal.aborted && !StackError.is(thrown) ? cancelledBy(this.signal, thrown) : toStackError(thrown, `${this.config.bin} ${this.id}`)
    const exit = exitCodeOf(error)
    process.exitCode = exit
    return super.catch(Object.assign(error, {exitCode: exit, oclif: {exit}}))
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#reporter?.rest()
    this.#cancellation?.end()
    await super.finally(error)
  }
}

/** What a wait that knows no StackError throws when it is aborted. */
function cancelledBy({reason}: AbortSignal, cause: unknown): StackError {
  return new StackError('CANCELLED', `cancelled by ${String(reason)}`, {details: {signal: reason as unknown}, cause})
}
