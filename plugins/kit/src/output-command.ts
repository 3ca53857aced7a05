import {createSecrets} from '@aws-stack/core'
import {Command} from '@oclif/core/command'

import {errorDocument} from './error-document.js'
import {isSet, outputFlags} from './flags/common-flags.js'
import {hostingOf} from './hosting.js'
import {fitted} from './paint.js'

/** How every command writes: text or one document on standard output, and no secret in either. */
export abstract class OutputCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = outputFlags

  /** What this command's every way out hides. */
  protected readonly secrets = createSecrets()

  override log(message = ''): void {
    super.log(fitted(this.secrets.mask(message), process.stdout, process.env))
  }

  /**
   * Hands on lines that a program far away writes. Beside `--json` they are no result: they go to standard error. It rejects where nobody reads
   * them (`| head -1`), and the program that started us leaves the end to the command then.
   */
  protected lineWriter(): (line: string) => Promise<void> {
    const leaveToCommand = () => {}
    process.stdout.on('unread', leaveToCommand)
    process.stderr.on('error', leaveToCommand)
    const stream = this.jsonEnabled() ? process.stderr : process.stdout
    return (line) =>
      new Promise((resolve, reject) => {
        stream.write(`${this.secrets.mask(line)}\n`, (error) => (error ? reject(error) : resolve()))
      })
  }

  /** Who hosts a command takes result and failure as they are; a document would leave them with the text of it. */
  override jsonEnabled(): boolean {
    if (hostingOf(this.config.options)) return false
    return super.jsonEnabled() || isSet(process.env['AWS_STACK_JSON'])
  }

  protected override logJson(document: unknown): void {
    process.stdout.write(`${JSON.stringify(this.secrets.maskAll(document), undefined, 2)}\n`)
  }

  protected override toErrorJson(error: unknown): unknown {
    return errorDocument(error)
  }
}
