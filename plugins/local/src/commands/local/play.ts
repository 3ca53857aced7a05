import {Args, Flags, StackCommand} from '@aws-stack/kit'

import {folderFlag} from '../../folder/folder-flag.js'
import {formatPlayed, type Played} from '../../format/played.js'
import {listScenarios, playLocal, stopPlaying} from '../../lifecycle/play-local.js'

export default class LocalPlay extends StackCommand {
  static override summary = 'Play a failure, or a success, on the local AWS.'

  static override description = `The stacks, services, functions and configurations that the scenario names do what it tells, with the delays of AWS; \
everything else stays as it is. Without a name it lists the scenarios.`

  static override examples = [
    {description: 'See what there is.', command: '<%= config.bin %> <%= command.id %> --list'},
    {
      description: 'Let the circuit breaker trip, ten times as fast.',
      command: '<%= config.bin %> <%= command.id %> circuit-breaker --speed 10',
    },
  ]

  static override args = {
    name: Args.string({description: 'Name of the scenario.'}),
  }

  static override flags = {
    folder: folderFlag,
    speed: Flags.integer({summary: 'How many times as fast as AWS.', env: 'AWS_STACK_LOCAL_SPEED', min: 1}),
    list: Flags.boolean({summary: 'Only list the scenarios.', env: 'AWS_STACK_LOCAL_LIST'}),
    stop: Flags.boolean({summary: 'End the one that plays.', env: 'AWS_STACK_LOCAL_STOP'}),
  }

  async run(): Promise<Played> {
    const {args, flags} = await this.parse(LocalPlay)
    const {folder, list, speed, stop} = flags
    const {name} = args

    if (stop) return this.show(await stopPlaying(folder), formatPlayed)
    const played = name && !list ? await playLocal({folder, name, speed}) : listScenarios()

    return this.show(played, formatPlayed)
  }
}
