/** The C++ release that this engine follows. */
export const FOLLOWS = '0.22.0'

/** What the arguments ask for. */
export interface Settings {
  input: string
  isCode: boolean
  isStream: boolean
  /** Where files by field go, with a slash at its end; goes before `isStream`. */
  multi?: string
  /** Folders of files that are written are made. */
  makesFolders: boolean
  isText: boolean
  format: 'json' | 'minified' | 'canonical' | 'yaml'
  trailingNewline: boolean
  /** Where the output goes instead of the standard output. */
  file?: string
  jpath: string[]
  maxStack?: number
  maxTrace?: number
  /** External variables, and top-level arguments. */
  ext: Variables
  tla: Variables
  only?: 'help' | 'version'
}

export interface Variables {
  readonly text: Record<string, string>
  readonly code: Record<string, string>
}

/** Library folders of the environment, separated by colons; the leftmost is searched first. */
export function defaultSettings(path = ''): Settings {
  return {
    input: '',
    isCode: false,
    isStream: false,
    makesFolders: false,
    isText: false,
    format: 'json',
    trailingNewline: true,
    jpath: path.split(':').filter(Boolean).reverse(),
    ext: noVariables(),
    tla: noVariables(),
  }
}

/** Without a prototype: a variable may have any name. */
function noVariables(): Variables {
  return {text: Object.create(null) as Variables['text'], code: Object.create(null) as Variables['code']}
}

export const HELP = `Usage: jsonnet [options] FILE

FILE may be - for the standard input. -abc is -a -b -c, and -- ends the options.

  -h, --help                    Show this help.
  -v, --version                 Show the version.
  -e, --exec                    Take FILE for code.
  -J, --jpath FOLDER            Search imports there too; the last given is searched first.
  -o, --output-file FILE        Write to a file instead of the standard output.
  -m, --multi FOLDER            Write each field to a file of its name there, and list the files.
  -c, --create-output-dirs      Make the folders of the files that are written.
  -y, --yaml-stream             Print each element as a document of a YAML stream.
  -S, --string                  Expect a string, and print it as it is.
      --minify                  Print JSON on one line, without spaces.
      --canonical               Print canonical JSON (RFC 8785).
      --yaml                    Print YAML.
      --no-trailing-newline     End the output without a line break.
  -s, --max-stack N             Calls that may be under way (500).
  -t, --max-trace N             Lines of a stack trace (20); 0 shows all.
      --gc-min-objects N        Accepted and without effect.
      --gc-growth-trigger N     Accepted and without effect.

External variables, read by std.extVar, and arguments of a file that is a function:
  -V, --ext-str NAME[=TEXT]     A string; without TEXT that of the environment variable.
      --ext-str-file NAME=FILE  The content of a file.
      --ext-code NAME[=CODE]    The value of code.
      --ext-code-file NAME=FILE The value of a file.
  -A, --tla-str NAME[=TEXT]     The same for an argument.
      --tla-str-file NAME=FILE
      --tla-code NAME[=CODE]
      --tla-code-file NAME=FILE

JSONNET_PATH holds more folders for imports, separated by colons; the first is searched first.
`
