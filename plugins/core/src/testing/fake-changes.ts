import type {ChangeSetChange, CreateChangeSetInput, Stack} from '../context.js'
import type {StackResourceEvent} from '../events.js'
import {parseTemplate, type Template} from '../template/parse-template.js'

export interface KeptStack {
  stack: Stack
  text: string
}

export interface Failure {
  readonly logicalId: string
  readonly reason: string
}

/** What a change set of the fake lists: see `fake-cloudformation.md`. */
export function changesOf(
  input: CreateChangeSetInput,
  kept: KeptStack | undefined,
  replaces: ReadonlySet<string>,
): ChangeSetChange[] {
  const next = parse(input.template)
  const before: Template['resources'] = kept ? parse(kept.text).resources : new Map()
  const values = parametersAfter(input, kept?.stack)
  const moved = Object.keys(values).filter((name) => kept?.stack.parameters[name] !== values[name])
  const added = [...next.resources].filter(([id]) => !before.has(id))
  const removed = [...before].filter(([id]) => !next.resources.has(id))
  const modified = [...next.resources].filter(([id, {definition, references}]) => {
    const old = before.get(id)
    return (
      old &&
      (JSON.stringify(old.definition) !== JSON.stringify(definition) || moved.some((name) => references.has(name)))
    )
  })
  const change =
    (action: ChangeSetChange['action']) =>
    ([logicalId, {type}]: [string, {type: string}]): ChangeSetChange => ({
      logicalId,
      type,
      action,
      ...(action === 'Modify' && {replacement: replaces.has(type) ? ('True' as const) : ('False' as const)}),
      details: [],
    })
  return [...added.map(change('Add')), ...modified.map(change('Modify')), ...removed.map(change('Remove'))]
}

export function parse(text: string): Template {
  return parseTemplate(text, 'template')
}

function parametersAfter(
  {template, parameters}: CreateChangeSetInput,
  stack: Stack | undefined,
): Record<string, string> {
  const entries = [...parse(template).parameters].map(([name, {default: fallback}]) => {
    const given = name in parameters ? (parameters[name] ?? stack?.parameters[name]) : fallback
    if (given === undefined) throw new Error(`Parameters: [${name}] must have values`)
    return [name, given] as const
  })
  return Object.fromEntries(entries)
}

/** As the engine tags `<app>-<stage>-<part>`. */
export function ownTags(name: string): Stack['tags'] {
  const [app = '', stage = '', part = ''] = name.split('-')
  return Object.entries({app, stage, part}).map(([key, value]) => ({key: `aws-stack:${key}`, value}))
}

/** One resource fails, its neighbours are cancelled for it. */
export function failureEvents(
  {logicalId, reason}: Failure,
  {type: verb, template}: CreateChangeSetInput,
  changes: readonly ChangeSetChange[],
): StackResourceEvent[] {
  const status = `${verb}_FAILED`
  const cancelled = `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`
  const others = changes.filter((change) => change.logicalId !== logicalId)
  return [
    {logicalId, type: parse(template).resources.get(logicalId)?.type ?? '', status, reason, at: 0},
    ...others.map((change) => ({logicalId: change.logicalId, type: change.type, status, reason: cancelled, at: 0})),
  ]
}

/** The stack as the change set makes it. An output is `<part>-<output name>` unless `outputs` has another value for it. */
export function appliedTo(
  {stack}: KeptStack,
  input: CreateChangeSetInput,
  outputs: ReadonlyMap<string, string>,
): KeptStack {
  const part = stack.name.split('-').at(-1) ?? ''
  const values = [...parse(input.template).outputs.keys()].map((name): [string, string] => [
    name,
    outputs.get(`${stack.name}.${name}`) ?? `${part}-${name}`,
  ])
  const parameters = parametersAfter(input, stack)
  const status = `${input.type}_COMPLETE`
  return {
    text: input.template,
    stack: {...stack, status, parameters, outputs: Object.fromEntries(values), tags: input.tags},
  }
}
