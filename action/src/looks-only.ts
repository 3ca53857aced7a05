/** Of an app's commands the part after its name. Those that write files of the working directory, or images of the engine, are among them: AWS is only read. */
const LOOKING = new Set([
  'attach',
  'bucket:download',
  'bucket:list',
  'bucket:name',
  'config:compile',
  'config:diff',
  'config:get',
  'config:history',
  'config:list',
  'config:validate',
  'diagram',
  'image:build',
  'image:list',
  'list',
  'logs',
  'outputs',
  'plan',
  'policy',
  'snapshot:list',
  'status',
  'tail',
  'why',
])

/** Commands of no app. */
const LOOKING_ALONE = new Set(['doctor', 'jsonnet', 'version'])

/** Known to change nothing at AWS. A command that is not known may. */
export function looksOnly(id: string): boolean {
  return LOOKING_ALONE.has(id) || LOOKING.has(verbOf(id))
}

/** `config:list` of `substation:config:list`. */
export function verbOf(id: string): string {
  return id.includes(':') ? id.slice(id.indexOf(':') + 1) : ''
}
