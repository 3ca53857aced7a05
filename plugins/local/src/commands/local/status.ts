import {StackCommand} from '@aws-stack/kit'

import {folderFlag} from '../../folder/folder-flag.js'
import {formatStatus} from '../../format/status.js'
import {localStatus, type LocalStatus as LocalStatusResult} from '../../lifecycle/local-status.js'

export default class LocalStatus extends StackCommand {
  static override summary = 'Show what of the local AWS answers.'

  static override description = `Endpoint, registry, moto and Docker with their versions, sample VPCs, calls so far, and resources of stacks \
that are recorded only. Exits with 3 if none is running.`

  static override examples = [
    {description: 'Show it.', command: '<%= config.bin %> <%= command.id %>'},
    {description: 'Ask a script whether it runs.', command: '<%= config.bin %> <%= command.id %> --json'},
  ]

  static override flags = {
    folder: folderFlag,
  }

  async run(): Promise<LocalStatusResult> {
    const {flags} = await this.parse(LocalStatus)

    const status = await localStatus(flags.folder)

    return this.show(status, formatStatus)
  }
}
