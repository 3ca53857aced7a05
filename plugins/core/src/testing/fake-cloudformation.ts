import type {
  ChangeSet,
  ChangeSetChange,
  CloudFormation,
  CreateChangeSetInput,
  Stack,
  StackResource,
} from '../context.js'
import {cancelled} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import {parseTemplate, type Template} from '../template/parse-template.js'

interface Kept {
  stack: Stack
  text: string
}

/** Behaviour: `fake-cloudformation.md`. */
export class FakeCloudFormation implements CloudFormation {
  readonly calls: string[] = []
  readonly stacks = new Map<string, Kept>()
  readonly outputs = new Map<string, string>()
  readonly replaces = new Set<string>()
  pause: (stack: string) => Promise<void> = async () => {}
  readonly #changeSets = new Map<string, CreateChangeSetInput>()
  readonly #failures = new Map<string, {logicalId: string; reason: string}>()
  #ids = 0

  failAt(stack: string, logicalId: string, reason: string): void {
    this.#failures.set(stack, {logicalId, reason})
  }

  /** Puts a stack into a state, as another tool or an earlier run may have left it. */
  setStatus(name: string, status: string): void {
    const {stack, text} = this.stacks.get(name) ?? {stack: this.#newStack(name, ownTags(name)), text: 'Resources: {}'}
    this.stacks.set(name, {stack: {...stack, status}, text})
  }

  /** Change sets that nobody has executed or deleted. */
  get changeSets(): number {
    return this.#changeSets.size
  }

  async describe(stack: string): Promise<Stack | undefined> {
    this.calls.push(`describe ${stack}`)
    return this.#find(stack)?.stack
  }

  async template(stack: string): Promise<string> {
    this.calls.push(`template ${stack}`)
    return this.#find(stack)?.text ?? ''
  }

  async resources(stack: string): Promise<StackResource[]> {
    const kept = this.#find(stack)
    if (!kept) return []
    return [...parse(kept.text).resources].map(([logicalId, {type}]) => ({
      logicalId,
      physicalId: `${kept.stack.name}-${logicalId}`,
      type,
      status: 'CREATE_COMPLETE',
    }))
  }

  async createChangeSet(input: CreateChangeSetInput): Promise<ChangeSet> {
    this.calls.push(`createChangeSet ${input.stack}`)
    const kept = this.stacks.get(input.stack)
    const fresh = !kept || kept.stack.status === 'REVIEW_IN_PROGRESS'
    if (fresh !== (input.type === 'CREATE')) throw new Error(`a ${input.type} change set does not fit ${input.stack}`)
    if (!kept)
      this.stacks.set(input.stack, {
        stack: {...this.#newStack(input.stack, input.tags), status: 'REVIEW_IN_PROGRESS'},
        text: '',
      })

    const changes = this.#changes(input, fresh ? undefined : kept)
    const same = !fresh && changes.length === 0 && JSON.stringify(kept?.stack.tags) === JSON.stringify(input.tags)
    const id = `change-set-${(this.#ids += 1)}`
    if (!same) this.#changeSets.set(id, input)
    return {id, stack: input.stack, stackId: this.stacks.get(input.stack)?.stack.id ?? '', empty: same, changes}
  }

  async deleteChangeSet({id, stack}: ChangeSet): Promise<void> {
    this.calls.push(`deleteChangeSet ${stack}`)
    this.#changeSets.delete(id)
    if (this.stacks.get(stack)?.stack.status === 'REVIEW_IN_PROGRESS') this.stacks.delete(stack)
  }

  async *execute({id, stack: name, changes}: ChangeSet, signal: AbortSignal): AsyncGenerator<StackResourceEvent> {
    this.calls.push(`execute ${name}`)
    await this.pause(name)
    if (signal.aborted) throw cancelled(signal)
    const input = this.#changeSets.get(id)
    const kept = this.stacks.get(name)
    if (!input || !kept) throw new Error(`there is no change set ${id}`)
    this.#changeSets.delete(id)
    const verb = input.type === 'CREATE' ? 'CREATE' : 'UPDATE'
    const own = (status: string): StackResourceEvent => ({
      logicalId: name,
      type: 'AWS::CloudFormation::Stack',
      status,
      at: 0,
    })

    yield own(`${verb}_IN_PROGRESS`)
    const failure = this.#failures.get(name)
    this.#failures.delete(name)
    for (const {logicalId, type} of changes) {
      yield {logicalId, type, status: `${verb}_IN_PROGRESS`, at: 0}
      if (!failure) yield {logicalId, type, status: `${verb}_COMPLETE`, at: 0}
    }
    if (failure) {
      const type = parse(input.template).resources.get(failure.logicalId)?.type ?? ''
      yield {logicalId: failure.logicalId, type, status: `${verb}_FAILED`, reason: failure.reason, at: 0}
      for (const change of changes.filter(({logicalId}) => logicalId !== failure.logicalId)) {
        yield {
          logicalId: change.logicalId,
          type: change.type,
          status: `${verb}_FAILED`,
          reason: `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`,
          at: 0,
        }
      }
      const rest = verb === 'CREATE' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE'
      this.stacks.set(name, {...kept, stack: {...kept.stack, status: rest}})
      yield own(rest)
      return
    }

    this.stacks.set(name, this.#applied(input, kept))
    yield own(`${verb}_COMPLETE`)
  }

  async *delete(stackId: string, signal: AbortSignal): AsyncGenerator<StackResourceEvent> {
    const kept = this.#find(stackId)
    if (!kept) return
    const {name} = kept.stack
    this.calls.push(`delete ${name}`)
    await this.pause(name)
    if (signal.aborted) throw cancelled(signal)
    const failure = this.#failures.get(name)
    this.#failures.delete(name)
    if (failure) {
      yield {logicalId: failure.logicalId, type: '', status: 'DELETE_FAILED', reason: failure.reason, at: 0}
      this.setStatus(name, 'DELETE_FAILED')
      return
    }
    this.stacks.delete(name)
    yield {logicalId: name, type: 'AWS::CloudFormation::Stack', status: 'DELETE_COMPLETE', at: 0}
  }

  #find(nameOrId: string): Kept | undefined {
    return this.stacks.get(nameOrId) ?? [...this.stacks.values()].find(({stack}) => stack.id === nameOrId)
  }

  #newStack(name: string, tags: Stack['tags']): Stack {
    const id = `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/${(this.#ids += 1)}`
    return {
      id,
      name,
      status: 'CREATE_COMPLETE',
      parameters: {},
      outputs: {},
      tags,
      terminationProtection: false,
      createdAt: 0,
    }
  }

  #applied(input: CreateChangeSetInput, {stack}: Kept): Kept {
    const {outputs} = parse(input.template)
    const part = stack.name.split('-').at(-1) ?? ''
    const values = [...outputs.keys()].map((name) => [
      name,
      this.outputs.get(`${stack.name}.${name}`) ?? `${part}-${name}`,
    ])
    return {
      text: input.template,
      stack: {
        ...stack,
        status: `${input.type}_COMPLETE`,
        parameters: parametersAfter(input, stack),
        outputs: Object.fromEntries(values) as Record<string, string>,
        tags: input.tags,
      },
    }
  }

  #changes(input: CreateChangeSetInput, kept: Kept | undefined): ChangeSetChange[] {
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
        ...(action === 'Modify' && {replacement: this.replaces.has(type) ? ('True' as const) : ('False' as const)}),
        details: [],
      })
    return [...added.map(change('Add')), ...modified.map(change('Modify')), ...removed.map(change('Remove'))]
  }
}

/** As the engine tags `<app>-<stage>-<part>`. */
function ownTags(name: string): Stack['tags'] {
  const [app = '', stage = '', part = ''] = name.split('-')
  return Object.entries({app, stage, part}).map(([key, value]) => ({key: `aws-stack:${key}`, value}))
}

function parse(text: string): Template {
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
