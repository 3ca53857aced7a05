import {
  createPrompt,
  findApps,
  Flags,
  formatInit,
  init,
  type InitResult,
  placeFlags,
  StackCommand,
} from '@aws-stack/kit'

export default class Init extends StackCommand {
  static override summary = 'Ask what an app needs to know, and write aws-stack.yaml.'

  static override description = `Asks for the region, the account and the settings that the app requires, lists the VPCs to choose from, and shows the command to run next. \
Works without credentials; ids are typed then. Reads only in AWS. A file that is there already is changed after a question, its other lines and comments stay. \
Where nobody can be asked, flags and defaults are taken.`

  static override examples = [
    {description: 'Begin.', command: '<%= config.bin %> <%= command.id %>'},
    {
      description: 'Without a question, in a script.',
      command:
        '<%= config.bin %> <%= command.id %> --yes --app vast --region eu-west-1 --set cidr=10.42.0.0/24 --set peeredVpcId=vpc-0123456789abcdef0',
    },
    {description: 'With the VPCs of the local AWS.', command: '<%= config.bin %> <%= command.id %> --local'},
  ]

  static override flags = {
    ...placeFlags,
    app: Flags.string({summary: 'App to write settings for, e.g. vast.', env: 'AWS_STACK_APP'}),
    set: Flags.string({
      summary: 'A setting of the app, key=value; may be repeated.',
      env: 'AWS_STACK_SET',
      multiple: true,
      multipleNonGreedy: true,
    }),
    yes: Flags.boolean({default: false, summary: 'Do not ask: take flags and defaults.', env: 'AWS_STACK_YES'}),
    force: Flags.boolean({
      default: false,
      summary: 'Change a settings file that is there without asking.',
      env: 'AWS_STACK_FORCE',
    }),
  }

  async run(): Promise<InitResult> {
    const parsed = await this.parse(Init)
    const {app, yes, force} = parsed.flags
    const set = [parsed.flags.set ?? []].flat()
    const apps = await findApps(this.config.getPluginsList())
    const access = this.access(parsed)
    const prompt = createPrompt({signal: this.signals.signal, input: process.stdin, output: process.stderr})

    try {
      return this.show(await init({...access, apps, app, set, yes, force, prompt}), formatInit)
    } finally {
      prompt.close()
    }
  }
}
