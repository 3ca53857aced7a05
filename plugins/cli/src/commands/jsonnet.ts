import {readFileSync} from 'node:fs'

import {Args, StackCommand} from '@aws-stack/kit'
import type {Performed} from '@aws-stack/jsonnet/cli'

import {jsonnetFlags} from '../jsonnet/jsonnet-flags.js'
import {toArguments} from '../jsonnet/to-arguments.js'

export default class Jsonnet extends StackCommand {
  static override summary = 'Compile a Jsonnet file to JSON.'

  static override description = `Takes the options of the command jsonnet, and prints the same bytes. FILE may be - for standard input. \
A program that is wrong ends with 2, with the lines it is wrong in; with --json they stand in the document, and the output in its field output. \
Calls nothing of AWS and changes nothing but the files that it is told to write.`

  static override examples = [
    {description: 'Print the JSON.', command: '<%= config.bin %> <%= command.id %> config.jsonnet'},
    {
      description: 'With libraries and an external variable.',
      command: '<%= config.bin %> <%= command.id %> --jpath lib --ext-str stage=prod config.jsonnet',
    },
    {
      description: 'A file for each field, in CI.',
      command: '<%= config.bin %> <%= command.id %> --multi out --create-output-dirs --json config.jsonnet',
    },
  ]

  static override usage = 'jsonnet FILE [OPTIONS]'

  static override args = {
    // Not `required`: what oclif says where it is missing is not true of these flags.
    file: Args.string({description: 'The file, or - for standard input.', ignoreStdin: true}),
  }

  static override flags = jsonnetFlags

  async run(): Promise<Performed> {
    const argv = toArguments(await this.parse(Jsonnet))
    const {performJsonnet} = await import('../jsonnet/perform-jsonnet.js')

    const result = performJsonnet(argv, {
      environment: process.env,
      stdin: () => readFileSync(0, 'utf8'),
      stderr: (text) => void process.stderr.write(text),
    })

    // As it is: a line of text would lose its control characters.
    if (!this.jsonEnabled()) await new Promise<void>((done) => process.stdout.write(result.output, () => done()))
    return result
  }
}
