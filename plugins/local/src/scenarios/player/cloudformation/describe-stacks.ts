import {page} from '../../../services/cloudformation/operations/page.js'
import {requiredText, text, texts} from '../../../services/cloudformation/protocol/read-input.js'
import type {Result} from '../../../services/cloudformation/protocol/write-xml.js'
import {lastOperations} from '../../../services/cloudformation/stack/operation-event.js'
import {currentStack, liveStacks, requireStack} from '../find-stack.js'
import type {PlayedStack, World} from '../world.js'
import type {Operation} from './call.js'

export const describeStacks: Operation = ({stage: {world}, input}) => {
  const name = text(input, 'StackName')
  if (name) {
    return {
      Stacks: [
        describe(
          world,
          requireStack(world, name, (id) => `Stack with id ${id} does not exist`),
        ),
      ],
    }
  }
  const {items, nextToken} = page(liveStacks(world).reverse(), text(input, 'NextToken'))
  return {Stacks: items.map((stack) => describe(world, stack)), NextToken: nextToken}
}

export const listStacks: Operation = ({stage: {world}, input}) => {
  const statuses = texts(input, 'StackStatusFilter') ?? []
  const shown = [...world.stacks].reverse().map((stack) => ({stack, told: toldStatus(world, stack)}))
  const wanted = shown.filter(({told}) => statuses.length === 0 || statuses.includes(told.status))
  const {items, nextToken} = page(wanted, text(input, 'NextToken'))
  return {
    StackSummaries: items.map(({stack, told}) => ({
      StackId: stack.id,
      StackName: stack.name,
      CreationTime: new Date(stack.createdAt),
      LastUpdatedTime: date(stack.updatedAt),
      DeletionTime: date(stack.deletedAt),
      StackStatus: told.status,
      StackStatusReason: told.reason,
      DriftInformation: {StackDriftStatus: 'NOT_CHECKED'},
      LastOperations: lastOperations(stack.operations),
    })),
    NextToken: nextToken,
  }
}

export const getTemplate: Operation = ({stage: {world}, input}) => {
  const {template} = requireStack(world, requiredText(input, 'StackName'), (id) => `Stack with id ${id} does not exist`)
  return {TemplateBody: template, StagesAvailable: ['Original', 'Processed']}
}

function describe(world: World, stack: PlayedStack): Result {
  const {status, reason} = toldStatus(world, stack)
  const parent = parentId(world, stack)
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Parameters: parameterList(stack.parameters),
    CreationTime: new Date(stack.createdAt),
    DeletionTime: date(stack.deletedAt),
    LastUpdatedTime: date(stack.updatedAt),
    RollbackConfiguration: {},
    StackStatus: status,
    StackStatusReason: reason,
    DisableRollback: false,
    NotificationARNs: [],
    Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({OutputKey, OutputValue})),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({Key, Value})),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: {StackDriftStatus: 'NOT_CHECKED'},
    ParentId: parent,
    RootId: parent,
    DetailedStatus: stack.detailedStatus,
    LastOperations: lastOperations(stack.operations),
  }
}

export function parameterList(parameters: PlayedStack['parameters']): Result[] {
  return Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ParameterKey, ParameterValue}))
}

/** One level: no template of ours nests deeper. */
function parentId(world: World, {name}: PlayedStack): string | undefined {
  const parent = world.scenes.get(name)?.parent
  return parent === undefined ? undefined : currentStack(world, parent)?.id
}

/** A stale read tells what was, for as long as the scenario says. */
function toldStatus({clock}: World, stack: PlayedStack): Pick<PlayedStack, 'status' | 'reason'> {
  const {stale} = stack
  if (!stale || stale.left <= 0 || (stale.until !== undefined && clock.now() >= stale.until)) return stack
  stale.left -= 1
  return stale
}

function date(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at)
}
