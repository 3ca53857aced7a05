import {createPrompt, Flags, placeFlags, StackCommand} from '@aws-stack/kit'

import {formatMigrated, formatMigration} from '../../format/migrated.js'
import {migrate, type MigrateResult} from '../../migrate/migrate.js'

export default class VastMigrate extends StackCommand {
  static override summary = "Turn vast-cloud's .env into aws-stack.yaml."

  static override description = `Reads the variables that vast-cloud was set up with, in each of its designs (VAST_ and TENZIR_), and shows what becomes of every one. \
Writes the settings after a question; a file that is there keeps its other lines and comments, and --force alone lets other values replace its own. \
Asks AWS nothing and touches nothing that vast-cloud has made; what to do about that is printed at the end. Secrets are written nowhere.`

  static override examples = [
    {description: 'See what would become of each variable.', command: '<%= config.bin %> <%= command.id %> --dry-run'},
    {
      description: 'Write aws-stack.yaml without a question.',
      command: '<%= config.bin %> <%= command.id %> --from ../vast-cloud/.env --yes',
    },
  ]

  static override flags = {
    stage: placeFlags.stage,
    config: placeFlags.config,
    from: Flags.string({
      default: '.env',
      summary: 'File with the variables of vast-cloud.',
      env: 'AWS_STACK_VAST_MIGRATE_FROM',
    }),
    'dry-run': Flags.boolean({default: false, summary: 'Only show it.', env: 'AWS_STACK_DRY_RUN'}),
    yes: Flags.boolean({default: false, summary: 'Do not ask.', env: 'AWS_STACK_YES'}),
    force: Flags.boolean({
      default: false,
      summary: 'Let other values replace those of the settings file.',
      env: 'AWS_STACK_FORCE',
    }),
  }

  async run(): Promise<MigrateResult> {
    const {flags, raw} = await this.parse(VastMigrate)
    const access = this.access({flags: {...flags, local: false}, raw})
    const prompt = createPrompt({signal: this.signals.signal, input: process.stdin, output: process.stderr})
    const {from, 'dry-run': dryRun, yes, force} = flags

    try {
      const options = {...access, from, dryRun, yes, force, prompt, format: formatMigration}
      return this.show(await migrate(options), formatMigrated)
    } finally {
      prompt.close()
    }
  }
}
