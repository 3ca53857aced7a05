import {Flags, type LocalState, StackCommand} from '@aws-stack/kit'

import {folderFlag} from '../../folder/folder-flag.js'
import {formatExports} from '../../format/exports.js'
import {startLocal} from '../../lifecycle/start-local.js'

export default class LocalStart extends StackCommand {
  static override summary = 'Start a local AWS to try everything on.'

  static override description = `Brings up CloudFormation, ECR with a registry, moto for other services, and a Docker engine where none answers. \
It installs nothing into the system and prints the variables for other AWS tools; again, it changes nothing.`

  static override examples = [
    {description: 'Start it and use it in this shell.', command: 'eval "$(<%= config.bin %> <%= command.id %>)"'},
    {description: 'Start it from a script.', command: '<%= config.bin %> <%= command.id %> --json'},
  ]

  static override flags = {
    folder: folderFlag,
    port: Flags.integer({
      summary: "Port of the endpoint: last time's, else the first free one from 4566.",
      env: 'AWS_STACK_LOCAL_PORT',
    }),
    'registry-host': Flags.string({
      summary: 'Host in image addresses, by which Docker reaches us.',
      env: 'AWS_STACK_LOCAL_REGISTRY_HOST',
      default: '127.0.0.1',
    }),
  }

  async run(): Promise<LocalState> {
    const {flags} = await this.parse(LocalStart)
    const {folder, port, 'registry-host': registryHost} = flags
    const report = (message: string) => this.logToStderr(message)

    const state = await startLocal({
      folder,
      port,
      registryHost,
      environment: process.env,
      report,
      signal: this.signals.signal,
    })

    return this.show(state, formatExports)
  }
}
