import {type AppDefinition, exec, openShell, StackError} from '@aws-stack/core'

import {attachTerminal} from '../attach-terminal.js'
import {collectText} from '../collect-text.js'
import {execFlags, variablesOf} from '../flags/exec-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export interface ExecResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export function execCommand<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  {aliases}: {aliases: string[]},
): AppCommand {
  return class Exec extends StackCommand {
    static override aliases = aliases

    static override summary = `Run a command, or a shell, in ${app.title}'s server.`

    static override description =
      "With --cmd: standard input, output and errors are the command's own, and so is the exit code. Needs no other program here, and sh, stty, dd and base64 in the image."

    static override examples = [
      {description: 'Open a shell.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'In a script.', command: '<%= config.bin %> <%= command.id %> --cmd "$COMMAND" < input > output'},
    ]

    static override flags = {...placeFlagsOf(app), ...timeoutFlag, ...execFlags}

    async run(): Promise<ExecResult> {
      const parsed = await this.parse(Exec)
      const {cmd: command, task} = parsed.flags
      const env = variablesOf(parsed.flags.env ?? [], this.secrets)
      if (command === undefined) assertTerminal()
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: true})
      const [stdout, stderr] = [collectText(), collectText()]

      if (command === undefined) {
        await attachTerminal(await openShell(app, settings, {task, env}, ctx), process)
        return {exitCode: 0, stdout: '', stderr: ''}
      }
      const streams = this.jsonEnabled() ? {stdout: stdout.stream, stderr: stderr.stream} : process
      const stdin = process.stdin.isTTY ? undefined : process.stdin
      const input = {task, command, env, stdin, stdout: streams.stdout, stderr: streams.stderr}
      const exitCode = await exec(app, settings, input, ctx)
      process.exitCode = exitCode
      return {exitCode, stdout: stdout.text(), stderr: stderr.text()}
    }
  }
}

function assertTerminal(): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return
  throw new StackError('NO_TERMINAL', 'there is no terminal for a shell: say with --cmd what to run')
}
