import {type LocalState, StackCommand} from '@aws-stack/kit'

import {folderFlag} from '../../folder/folder-flag.js'
import {formatReset} from '../../format/reset.js'
import {resetLocal} from '../../lifecycle/reset-local.js'

export default class LocalReset extends StackCommand {
  static override summary = 'Empty the local AWS.'

  static override description = `Forgets every stack, repository, image and other resource, and makes a new sample VPC. \
Addresses stay, nothing is started again, and the Docker engine keeps its images.`

  static override examples = [
    {description: 'Begin with an empty account.', command: '<%= config.bin %> <%= command.id %>'},
    {description: 'Do so between two test runs.', command: '<%= config.bin %> <%= command.id %> --json'},
  ]

  static override flags = {
    folder: folderFlag,
  }

  async run(): Promise<LocalState> {
    const {flags} = await this.parse(LocalReset)

    const state = await resetLocal(flags.folder)

    return this.show(state, formatReset)
  }
}
