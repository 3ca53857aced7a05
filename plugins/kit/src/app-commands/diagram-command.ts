import {type AppDefinition, diagram, type DiagramResult, StackError, toMermaid, toPage, toSvg} from '@aws-stack/core'

import {diagramFlags} from '../flags/diagram-flags.js'
import {placeFlagsOf, settingsFlags} from '../flags/settings-flags.js'
import {formatDiagramFiles} from '../format/diagram.js'
import {StackCommand} from '../stack-command.js'
import {writeTarget} from '../write-target.js'
import type {AppCommand} from './app-command.js'

const STDOUT = '-'

const DRAWINGS = {html: toPage, svg: toSvg}

export function diagramCommand<Config, Facts>(app: AppDefinition<Config, Facts>): AppCommand {
  return class Diagram extends StackCommand {
    static override summary = `Draw ${app.title}'s architecture.`

    static override description = `Drawn from the templates and parameters of the deployed stacks: boxes are what runs, passes on and keeps, \
arrows are what data and invocations do. Prints Mermaid, which GitHub draws; --html and --svg draw it by themselves, without a network. \
The same stacks give the same text. Reads only. Leaves with 3 when nothing is deployed; --planned draws what a deploy would make.`

    static override examples = [
      {description: 'Print Mermaid.', command: '<%= config.bin %> <%= command.id %>'},
      {description: 'Draw a page.', command: `<%= config.bin %> <%= command.id %> --html ${app.name}.html`},
      {
        description: 'In CI: draw what would be deployed.',
        command: `<%= config.bin %> <%= command.id %> --planned --svg ${app.name}.svg --json`,
      },
    ]

    static override flags = {...settingsFlags(app), ...placeFlagsOf(app), ...diagramFlags}

    async run(): Promise<DiagramResult> {
      const parsed = await this.parse(Diagram)
      const {html, svg, planned, all} = parsed.flags
      const asked = Object.entries({html, svg}) as ['html' | 'svg', string | undefined][]
      const printed = asked.filter(([, file]) => file === STDOUT)
      if (printed.length > (this.jsonEnabled() ? 0 : 1))
        throw new StackError(
          'USAGE',
          `one document goes to standard output: name a file for --${printed[0]?.[0] ?? ''}`,
        )
      const {settings, ctx} = await this.open(app, parsed, {placeOnly: !planned})

      const result = await diagram(app, settings, {planned, all}, ctx)

      const files: string[] = []
      for (const [form, file] of asked) {
        if (file === undefined) continue
        const drawing = await DRAWINGS[form](this.secrets.maskAll(result))
        if (file === STDOUT) return this.show(result, () => drawing)
        await writeTarget(file, drawing)
        files.push(file)
      }
      return this.show(result, files.length > 0 ? (shown) => formatDiagramFiles(shown, files) : toMermaid)
    }
  }
}
