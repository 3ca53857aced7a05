import {invalid} from '../../../services/cloudformation/invalid.js'
import {type Input, structures, text} from '../../../services/cloudformation/protocol/read-input.js'
import {newStack} from '../stack-from-scene.js'
import type {PlayedStack, Request, World} from '../world.js'

/** Template, parameters and tags as the caller sends them; what it leaves to the stack is the stack's. */
export function readRequest(input: Input, stack: PlayedStack): Request {
  const parameters = (structures(input, 'Parameters') ?? []).map((parameter): [string, string] => {
    const key = text(parameter, 'ParameterKey') ?? ''
    const kept = text(parameter, 'UsePreviousValue') === 'true'
    return [key, (kept ? stack.parameters[key] : text(parameter, 'ParameterValue')) ?? '']
  })
  const tags = (structures(input, 'Tags') ?? []).map((tag): [string, string] => [
    text(tag, 'Key') ?? '',
    text(tag, 'Value') ?? '',
  ])
  return {
    template: text(input, 'TemplateBody'),
    parameters: Object.fromEntries(parameters),
    tags: tags.length > 0 ? Object.fromEntries(tags) : stack.tags,
  }
}

/** What a scene says of a stack is what there was: one that is made is what its maker asks for. */
export function addStack(world: World, name: string): PlayedStack {
  const stack = newStack({name}, world, world.clock.now())
  world.stacks.push(stack)
  return stack
}

/** A creation tells template, parameters and tags from its beginning; an update's are told when it is done. */
export function becomeAsked(stack: PlayedStack, {template, parameters, tags}: Request): void {
  Object.assign(stack, {parameters, tags}, template && {template})
}

/** As in the ordinary service of the local AWS. */
const UPDATABLE = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
])

export function requireUpdatable({id, status}: PlayedStack): void {
  if (!UPDATABLE.has(status)) throw invalid(`Stack:${id} is in ${status} state and can not be updated.`)
}
