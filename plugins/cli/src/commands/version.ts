import {StackCommand} from '@aws-stack/kit'

import {formatVersions, type Versions} from '../format/versions.js'

export default class Version extends StackCommand {
  static override summary = 'Show the versions of aws-stack, Node and the plugins.'

  static override description = 'With where each plugin was found. Asks nobody and changes nothing.'

  static override examples = [
    {description: 'What a report of a problem should name.', command: '<%= config.bin %> <%= command.id %>'},
    {description: 'For a script.', command: '<%= config.bin %> <%= command.id %> --json'},
  ]

  async run(): Promise<Versions> {
    await this.parse(Version)
    const plugins = this.config.getPluginsList().filter(({isRoot}) => !isRoot)

    const versions = {
      cli: this.config.version,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      plugins: plugins.map(({name, version, root}) => ({name, version, from: root})),
    }
    return this.show(versions, formatVersions)
  }
}
