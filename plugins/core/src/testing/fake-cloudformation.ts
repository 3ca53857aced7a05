import type {
  CancelRequest,
  ChangeSet,
  CloudFormation,
  CreateChangeSetInput,
  DeletedStack,
  RunningOperation,
  Signals,
  Stack,
  StackResource,
  WaitingChangeSet,
} from '../context.js'
import {newRun} from '../aws/request-token.js'
import {busy, cancelled} from '../errors.js'
import type {StackResourceEvent} from '../events.js'
import type {OperationEvent} from '../ports/operation-events.js'
import {isBusy} from '../stack-state.js'
import {appliedTo, changesOf, type Failure, failureEvents, type KeptStack, ownTags, parse} from './fake-changes.js'
import {FakeHistory, ownEvent} from './fake-history.js'
import {ended, refused, UnderWay} from './under-way.js'

/** Behaviour: `fake-cloudformation.md`. */
export class FakeCloudFormation implements CloudFormation {
  readonly calls: string[] = []
  readonly stacks = new Map<string, KeptStack>()
  readonly outputs = new Map<string, string>()
  readonly replaces = new Set<string>()
  /** Hooks and checks that `operationEvents` tells, by stack name. */
  readonly operations = new Map<string, OperationEvent[]>()
  /** What began the operation that `setStatus` has put a stack into, by stack name. */
  readonly tokens = new Map<string, string>()
  /** What the names of new change sets begin with. */
  run = newRun()
  readonly endings = new Map<string, string>()
  pause: (stack: string) => Promise<void> = async () => {}
  readonly #changeSets = new Map<string, CreateChangeSetInput>()
  readonly #failures = new Map<string, Failure>()
  /** What a stack becomes if nobody watches its execution any more. */
  readonly #goesOn = new Map<string, KeptStack>()
  readonly #underWay = new UnderWay()
  readonly #past = new FakeHistory()
  #ids = 0

  /** Puts events into the history of a stack, oldest first. */
  tell(stackId: string, events: readonly StackResourceEvent[]): void {
    this.#past.tell(stackId, events)
  }

  failAt(stack: string, logicalId: string, reason: string): void {
    this.#failures.set(stack, {logicalId, reason})
  }

  /** Puts a stack into a state, as another tool or an earlier run may have left it. */
  setStatus(name: string, status: string): void {
    const {stack, text} = this.stacks.get(name) ?? {stack: this.#newStack(name, ownTags(name)), text: 'Resources: {}'}
    this.stacks.set(name, {stack: {...stack, status}, text})
  }

  setCreatedAt(name: string, createdAt: number): void {
    const kept = this.stacks.get(name)
    if (kept) this.stacks.set(name, {...kept, stack: {...kept.stack, createdAt}})
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
    this.calls.push(`resources ${stack}`)
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
    if (kept && isBusy(kept.stack)) throw busy(kept.stack)
    if (fresh !== (input.type === 'CREATE')) throw refused(`a ${input.type} change set does not fit ${input.stack}`)
    if (!kept)
      this.stacks.set(input.stack, {
        stack: {...this.#newStack(input.stack, input.tags), status: 'REVIEW_IN_PROGRESS'},
        text: '',
      })

    const changes = changesOf(input, fresh ? undefined : kept, this.replaces)
    const same = !fresh && changes.length === 0 && JSON.stringify(kept?.stack.tags) === JSON.stringify(input.tags)
    const id = `change-set-${(this.#ids += 1)}`
    if (!same) this.#changeSets.set(id, input)
    return {id, stack: input.stack, stackId: this.stacks.get(input.stack)?.stack.id ?? '', empty: same, changes}
  }

  async waitingChangeSets(stackId: string): Promise<WaitingChangeSet[]> {
    const name = this.#find(stackId)?.stack.name
    return [...this.#changeSets].flatMap(([id, {stack}]) =>
      stack === name ? [{id, name: `${this.run}0000-${id}`}] : [],
    )
  }

  async deleteChangeSet({id, stack}: Pick<ChangeSet, 'id' | 'stack'>): Promise<void> {
    this.calls.push(`deleteChangeSet ${stack}`)
    this.#changeSets.delete(id)
    const isLast = ![...this.#changeSets.values()].some((other) => other.stack === stack)
    if (isLast && this.stacks.get(stack)?.stack.status === 'REVIEW_IN_PROGRESS') this.stacks.delete(stack)
  }

  execute(changeSet: ChangeSet, signals: Signals): AsyncIterable<StackResourceEvent> {
    return this.#past.record(changeSet.stackId, this.#execute(changeSet, signals))
  }

  delete(stackId: string, signals: Signals, retain: readonly string[] = []): AsyncIterable<StackResourceEvent> {
    return this.#past.record(this.#find(stackId)?.stack.id ?? stackId, this.#delete(stackId, signals, retain))
  }

  async *history(stack: string): AsyncGenerator<StackResourceEvent> {
    this.calls.push(`history ${stack}`)
    yield* this.#past.of(this.#find(stack)?.stack.id ?? stack)
  }

  async stackNames(prefix: string): Promise<string[]> {
    this.calls.push(`stackNames ${prefix}`)
    return [...this.stacks.keys()].filter((name) => name.startsWith(prefix)).toSorted()
  }

  async deletedStacks(): Promise<DeletedStack[]> {
    return this.#past.deleted.toReversed()
  }

  async operationEvents({stack}: {stack: string}): Promise<OperationEvent[]> {
    return this.operations.get(this.#find(stack)?.stack.name ?? stack) ?? []
  }

  async *#execute({id, stack: name, changes}: ChangeSet, signals: Signals): AsyncGenerator<StackResourceEvent> {
    this.calls.push(`execute ${name}`)
    const input = this.#changeSets.get(id)
    const kept = this.stacks.get(name)
    if (!input || !kept || isBusy(kept.stack)) throw refused(`there is no change set ${id}`, 'ChangeSetNotFound')
    for (const [other, {stack}] of this.#changeSets) if (stack === name) this.#changeSets.delete(other)
    if (signals.signal.aborted) {
      if (kept.stack.status === 'REVIEW_IN_PROGRESS') this.stacks.delete(name)
      throw cancelled(signals.signal)
    }
    const verb = input.type
    this.setStatus(name, `${verb}_IN_PROGRESS`)
    this.#goesOn.set(name, appliedTo(kept, input, this.outputs))
    const cancelledBy = await this.#underWay.wait(name, () => this.pause(name), signals.leave)

    yield ownEvent(kept.stack, `${verb}_IN_PROGRESS`)
    const failure = this.#failures.get(name)
    this.#failures.delete(name)
    for (const {logicalId, type} of changes) {
      yield {logicalId, type, status: `${verb}_IN_PROGRESS`, at: 0}
      if (!failure && !cancelledBy) yield {logicalId, type, status: `${verb}_COMPLETE`, at: 0}
    }
    this.#goesOn.delete(name)
    if (cancelledBy) {
      yield* this.#undo(name, verb)
      return
    }
    if (failure) {
      yield* failureEvents(failure, input, changes)
      this.setStatus(name, verb === 'CREATE' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE')
      yield ownEvent(kept.stack, verb === 'CREATE' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE')
      return
    }

    this.stacks.set(name, appliedTo(kept, input, this.outputs))
    yield ownEvent(kept.stack, `${verb}_COMPLETE`)
  }

  async *#delete(stackId: string, signals: Signals, retain: readonly string[]): AsyncGenerator<StackResourceEvent> {
    const kept = this.#find(stackId)
    if (!kept) return
    const {name} = kept.stack
    this.calls.push(['delete', name, ...retain].join(' '))
    if (signals.signal.aborted) throw cancelled(signals.signal)
    this.setStatus(name, 'DELETE_IN_PROGRESS')
    await this.#underWay.wait(name, () => this.pause(name), signals.leave)
    yield ownEvent(kept.stack, 'DELETE_IN_PROGRESS')
    const failure = this.#failures.get(name)
    this.#failures.delete(name)
    if (failure) {
      yield {logicalId: failure.logicalId, type: '', status: 'DELETE_FAILED', reason: failure.reason, at: 0}
      this.setStatus(name, 'DELETE_FAILED')
      return
    }
    this.stacks.delete(name)
    this.#past.delete(kept.stack)
    yield ownEvent(kept.stack, 'DELETE_COMPLETE')
  }

  async *continueRollback(stackId: string, skip: readonly string[]): AsyncGenerator<StackResourceEvent> {
    const name = this.#find(stackId)?.stack.name ?? ''
    this.calls.push(['continueRollback', name, ...skip].join(' '))
    const failure = this.#failures.get(name)
    if (failure && !skip.includes(failure.logicalId)) {
      yield {logicalId: failure.logicalId, type: '', status: 'UPDATE_FAILED', reason: failure.reason, at: 0}
      return
    }
    this.#failures.delete(name)
    yield* this.#undo(name, 'UPDATE')
  }

  async *rollback(stackId: string): AsyncGenerator<StackResourceEvent> {
    const name = this.#find(stackId)?.stack.name ?? ''
    this.calls.push(`rollback ${name}`)
    yield* this.#undo(name, 'UPDATE')
  }

  async cancel(stackId: string): Promise<CancelRequest> {
    const {name = '', status = ''} = this.#find(stackId)?.stack ?? {}
    this.calls.push(`cancel ${name}`)
    if (!status.endsWith('_IN_PROGRESS')) return 'idle'
    if (status !== 'CREATE_IN_PROGRESS' && status !== 'UPDATE_IN_PROGRESS') return 'cannot'
    if (!this.#underWay.cancel(name))
      this.endings.set(name, status === 'CREATE_IN_PROGRESS' ? '' : 'UPDATE_ROLLBACK_COMPLETE')
    return status === 'CREATE_IN_PROGRESS' ? 'deletes' : 'rolls-back'
  }

  async *follow(stackId: string, _options: object, signal: AbortSignal): AsyncGenerator<StackResourceEvent> {
    const {stack} = this.#find(stackId) ?? {}
    if (!stack?.status.endsWith('_IN_PROGRESS')) return
    const {name} = stack
    this.calls.push(`follow ${name}`)
    await Promise.race([this.pause(name), ended(signal)])
    if (signal.aborted) throw cancelled(signal)
    const applied = this.#goesOn.get(name)
    if (applied) this.stacks.set(name, applied)
    const ending = applied?.stack.status ?? this.endings.get(name)
    if (ending === undefined) await ended(signal)
    if (signal.aborted) throw cancelled(signal)
    if (ending) this.setStatus(name, ending)
    else this.stacks.delete(name)
    this.#goesOn.delete(name)
    yield ownEvent(stack, ending || 'DELETE_COMPLETE')
  }

  async operation(stackId: string): Promise<RunningOperation> {
    const token = this.tokens.get(this.#find(stackId)?.stack.name ?? '')
    return {since: 0, startedBy: 'aws-stack of another', ...(token && {token})}
  }

  async *#undo(name: string, verb: 'CREATE' | 'UPDATE'): AsyncGenerator<StackResourceEvent> {
    const {stack} = this.stacks.get(name) as KeptStack
    if (verb === 'CREATE') this.stacks.delete(name)
    else this.setStatus(name, 'UPDATE_ROLLBACK_COMPLETE')
    yield ownEvent(stack, verb === 'CREATE' ? 'DELETE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE')
  }

  #find(nameOrId: string): KeptStack | undefined {
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
}
