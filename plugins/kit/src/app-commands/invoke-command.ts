import {type AppDefinition, invoke, type InvokeResult} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {placeFlagsOf} from '../flags/settings-flags.js'
import {timeoutFlag} from '../flags/wait-flags.js'
import {readPayload} from '../read-payload.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

export function invokeCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Invoke extends StackCommand {
    static override summary = `Ask a function of ${app.title}, and print its answer.`

    static override description = `Never asked twice: where no answer comes it is not tried again. A function that fails ends with 5, its message and the end of its log.`

    static override examples = [
      {
        description: 'With a payload of JSON.',
        command: `<%= config.bin %> <%= command.id %> enrichment --payload '{"ip": "192.0.2.1"}'`,
      },
      {
        description: 'With a file, and the end of its log.',
        command: '<%= config.bin %> <%= command.id %> enrichment --payload event.json --tail-log',
      },
      {
        description: 'In a pipe, without waiting for an answer.',
        command: 'generate | <%= config.bin %> <%= command.id %> enrichment --payload - --async --json',
      },
    ]

    static override args = {
      function: Args.string({
        description: 'Function of the app, by the name of its node.',
        required: true,
        ignoreStdin: true,
      }),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...timeoutFlag,
      payload: Flags.string({
        default: '{}',
        summary: 'JSON, a file of it, or - for standard input.',
        env: 'AWS_STACK_INVOKE_PAYLOAD',
        helpValue: 'FILE|-|JSON',
      }),
      async: Flags.boolean({
        default: false,
        summary: 'Leave when Lambda has it; nobody waits for an answer.',
        env: 'AWS_STACK_INVOKE_ASYNC',
      }),
      'tail-log': Flags.boolean({
        default: false,
        summary: 'Show the end of its log too.',
        env: 'AWS_STACK_INVOKE_TAIL_LOG',
      }),
    }

    async run(): Promise<InvokeResult> {
      const parsed = await this.parse(Invoke)
      const [asynchronous, tailLog] = [parsed.flags.async === true, parsed.flags['tail-log'] === true]
      const payload = await readPayload(parsed.flags.payload, process.stdin)
      const {settings, ctx} = await this.open(app, parsed)

      const input = {function: parsed.args.function, payload, asynchronous, tailLog}
      const result = await invoke(app, settings, input, ctx)
      if (result.log !== undefined && !this.jsonEnabled()) process.stderr.write(this.secrets.mask(result.log))
      return this.show(result, ({answer, requestId}) =>
        asynchronous ? `Lambda has it as request ${requestId}` : textOf(answer),
      )
    }
  }
}

function textOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer)
}
