import {doctor, type DoctorResult, findApps, formatDoctor, placeFlags, StackCommand} from '@aws-stack/kit'

/** As for every wrong usage: something is not installed or not set. */
const MISSING = 2

export default class Doctor extends StackCommand {
  static override summary = 'Check that everything is there that commands need.'

  static override description = `Docker engine, region, credentials, the settings of each app, plugins, the local AWS: ok, or the command that mends it. \
Changes nothing. Leaves with 2 when something required is missing.`

  static override examples = [
    {description: 'See what is missing.', command: '<%= config.bin %> <%= command.id %>'},
    {
      description: 'See what trying things on the local AWS needs.',
      command: '<%= config.bin %> <%= command.id %> --local',
    },
    {description: 'Before a deploy in CI.', command: '<%= config.bin %> <%= command.id %> --json'},
  ]

  static override flags = placeFlags

  async run(): Promise<DoctorResult> {
    const parsed = await this.parse(Doctor)
    const plugins = this.config.getPluginsList().filter(({isRoot}) => !isRoot)

    const result = await doctor({...this.access(parsed), plugins, apps: await findApps(plugins)})

    if (!result.ok) process.exitCode = MISSING
    return this.show(result, formatDoctor)
  }
}
