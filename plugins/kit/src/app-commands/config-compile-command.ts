import {type AppDefinition, compileTree, type CompileTreeResult, StackError, watchTree} from '@aws-stack/core'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {configSourcesOf, sourceFlags} from '../flags/config-source-flags.js'
import {placeFlagsOf} from '../flags/settings-flags.js'
import {formatCompiled, formatRound} from '../format/compiled.js'
import {StackCommand} from '../stack-command.js'
import type {AppCommand} from './app-command.js'

const treeFlags = {
  all: Flags.boolean({default: false, summary: 'Every *.jsonnet.', env: 'AWS_STACK_CONFIG_ALL'}),
  out: Flags.string({summary: 'Folder to write into, with the same tree.', env: 'AWS_STACK_CONFIG_OUT'}),
  watch: Flags.boolean({
    default: false,
    summary: 'Go on with what each edit touches, until Ctrl-C.',
    env: 'AWS_STACK_CONFIG_WATCH',
  }),
}

export function configCompileCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class ConfigCompile extends StackCommand {
    static override summary = `Compile the configurations of ${app.title} into JSON files.`

    static override description = `Every config.jsonnet, config.yaml and config.json in the folder and those below; a file is written only when its bytes change, and at once. \
One that does not compile keeps no other from it. Needs no account. Imports lead nowhere but into the project and the folders of --jpath.`

    static override examples = [
      {description: 'Compile beside the sources.', command: '<%= config.bin %> <%= command.id %>'},
      {
        description: 'Again with each edit, with the library of v2.',
        command: '<%= config.bin %> <%= command.id %> configs --watch --ext-code-file sub=lib/substation.libsonnet',
      },
      {
        description: 'In CI, into a folder of their own.',
        command: '<%= config.bin %> <%= command.id %> configs --out build --json',
      },
    ]

    static override args = {
      dir: Args.string({
        description: "Folder of the sources; the setting's, or the current one, without.",
        ignoreStdin: true,
      }),
    }

    static override flags = {
      ...placeFlagsOf(app),
      ...treeFlags,
      ...sourceFlags,
    }

    protected override readonly onlyLooks = true

    async run(): Promise<CompileTreeResult | undefined> {
      const parsed = await this.parse(ConfigCompile)
      const {all, out, watch} = parsed.flags
      if (watch && this.jsonEnabled())
        throw new StackError('USAGE', '--json is one document: it does not go with --watch')
      const sources = await configSourcesOf(app, this.access(parsed), parsed.flags, parsed.args.dir)
      const input = {...sources, all, out, signal: this.signals.signal}

      if (!watch) return this.show(await compileTree(input), formatCompiled)
      await this.untilInterrupted(async () => {
        for await (const round of watchTree(input)) this.log(formatRound(round))
      })
      return undefined
    }
  }
}
