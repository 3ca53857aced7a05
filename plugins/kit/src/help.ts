import type {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'
import {Help, normalizeArgv} from '@oclif/core/help'
import type {HelpOptions} from '@oclif/core/interfaces'

/** Prints commands with colons, `aws-stack vast:deploy`, although `aws-stack vast deploy` is understood as well. */
export default class ColonHelp extends Help {
  readonly #asTyped: Config

  constructor(config: Config, options?: Partial<HelpOptions>) {
    const inColons = Object.create(config, {topicSeparator: {value: ':'}}) as Config
    super(inColons, {...options, flagSortOrder: 'none', hideCommandSummaryInDescription: true})
    this.#asTyped = config
  }

  /** Each command once: its other names stand in its own help. */
  protected override get sortedCommands(): Command.Loadable[] {
    return super.sortedCommands.filter(({id, aliases}) => !aliases.includes(id))
  }

  override async showHelp(argv: string[]): Promise<void> {
    await super.showHelp(normalizeArgv(this.#asTyped, argv))
  }
}
