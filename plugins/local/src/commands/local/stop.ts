import {StackCommand} from '@aws-stack/kit'

import {folderFlag} from '../../folder/folder-flag.js'
import {formatStopped} from '../../format/stopped.js'
import {stopLocal, type StopResult} from '../../lifecycle/stop-local.js'

export default class LocalStop extends StackCommand {
  static override summary = 'Stop the local AWS.'

  static override description = `Ends its server, moto and the Docker engine that it started, also after a crash. \
Stacks and all other resources are forgotten; image layers, build cache and logs stay in the folder.`

  static override examples = [
    {description: 'Stop it.', command: '<%= config.bin %> <%= command.id %>'},
    {
      description: 'Stop one that was started in a folder of its own.',
      command: '<%= config.bin %> <%= command.id %> --folder /tmp/aws',
    },
  ]

  static override flags = {
    folder: folderFlag,
  }

  async run(): Promise<StopResult> {
    const {flags} = await this.parse(LocalStop)

    const result = await stopLocal(flags.folder, process.env, this.signals.signal)

    return this.show(result, formatStopped)
  }
}
