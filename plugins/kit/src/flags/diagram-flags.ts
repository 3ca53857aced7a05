import * as Flags from '@oclif/core/flags'

export const diagramFlags = {
  planned: Flags.boolean({
    default: false,
    summary: 'Draw what a deploy would make, from the templates and settings here.',
    env: 'AWS_STACK_DIAGRAM_PLANNED',
  }),
  all: Flags.boolean({
    default: false,
    summary: 'Also what only operates the rest: alarms, keys, image repositories.',
    env: 'AWS_STACK_DIAGRAM_ALL',
  }),
  html: Flags.string({
    summary: 'File for a page that draws it, or - for standard output.',
    helpValue: 'FILE',
    env: 'AWS_STACK_DIAGRAM_HTML',
  }),
  svg: Flags.string({
    summary: 'File for the drawing alone, or - for standard output.',
    helpValue: 'FILE',
    env: 'AWS_STACK_DIAGRAM_SVG',
  }),
}
