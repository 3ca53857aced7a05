import {Flags} from '@aws-stack/kit'

/** Of `jsonnet`, by their long names. What they take is checked by the engine's own command. */
export const jsonnetFlags = {
  exec: Flags.boolean({char: 'e', ...own('EXEC', 'Take FILE for code.')}),
  jpath: Flags.string({
    char: 'J',
    ...many('FOLDER', 'JPATH', 'Search imports there too, the last given first; may be repeated.'),
    env: 'JSONNET_PATH',
  }),
  'output-file': Flags.string({
    char: 'o',
    ...one('FILE', 'OUTPUT_FILE', 'Write to a file instead of standard output.'),
  }),
  multi: Flags.string({
    char: 'm',
    ...one('FOLDER', 'MULTI', 'Write each field to a file of its name there, and list the files.'),
  }),
  'create-output-dirs': Flags.boolean({
    char: 'c',
    ...own('CREATE_OUTPUT_DIRS', 'Make the folders of the files that are written.'),
  }),
  'yaml-stream': Flags.boolean({
    char: 'y',
    ...own('YAML_STREAM', 'Print each element as a document of a YAML stream.'),
  }),
  string: Flags.boolean({char: 'S', ...own('STRING', 'Expect a string, and print it as it is.')}),
  minify: Flags.boolean(own('MINIFY', 'Print JSON on one line, without spaces.')),
  canonical: Flags.boolean(own('CANONICAL', 'Print canonical JSON (RFC 8785).')),
  yaml: Flags.boolean(own('YAML', 'Print YAML.')),
  'no-trailing-newline': Flags.boolean(own('NO_TRAILING_NEWLINE', 'End the output without a line break.')),
  'max-stack': Flags.string({char: 's', ...one('N', 'MAX_STACK', 'Calls that may be under way; 500 without.')}),
  'max-trace': Flags.string({char: 't', ...one('N', 'MAX_TRACE', 'Lines of a stack trace; 20 without, 0 shows all.')}),

  'ext-str': Flags.string({
    char: 'V',
    ...variable('NAME[=TEXT]', 'EXT_STR', 'External variable; without TEXT, of the environment.'),
  }),
  'ext-str-file': Flags.string(variable('NAME=FILE', 'EXT_STR_FILE', 'External variable: what a file holds.')),
  'ext-code': Flags.string(variable('NAME[=CODE]', 'EXT_CODE', 'External variable: the value of code.')),
  'ext-code-file': Flags.string(variable('NAME=FILE', 'EXT_CODE_FILE', 'External variable: the value of a file.')),
  'tla-str': Flags.string({
    char: 'A',
    ...variable('NAME[=TEXT]', 'TLA_STR', 'Argument of a FILE that is a function; without TEXT, of the environment.'),
  }),
  'tla-str-file': Flags.string(variable('NAME=FILE', 'TLA_STR_FILE', 'Argument: what a file holds.')),
  'tla-code': Flags.string(variable('NAME[=CODE]', 'TLA_CODE', 'Argument: the value of code.')),
  'tla-code-file': Flags.string(variable('NAME=FILE', 'TLA_CODE_FILE', 'Argument: the value of a file.')),

  'gc-min-objects': Flags.string({...one('N', 'GC_MIN_OBJECTS', 'Accepted, and without effect.'), hidden: true}),
  'gc-growth-trigger': Flags.string({...one('N', 'GC_GROWTH_TRIGGER', 'Accepted, and without effect.'), hidden: true}),
}

function own(name: string, summary: string) {
  return {summary, env: `AWS_STACK_JSONNET_${name}`}
}

function one(helpValue: string, name: string, summary: string) {
  return {...own(name, summary), helpValue}
}

function many(helpValue: string, name: string, summary: string) {
  return {...one(helpValue, name, summary), multiple: true, multipleNonGreedy: true} as const
}

function variable(helpValue: string, name: string, summary: string) {
  return {...many(helpValue, name, summary), helpGroup: 'variable'}
}
