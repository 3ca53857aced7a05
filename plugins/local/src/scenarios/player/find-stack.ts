import {invalid} from '../../services/cloudformation/invalid.js'
import type {PlayedStack, World} from './world.js'

/** By name, the one that lives or, if none does, by ARN the one that lived. */
export function findStack({stacks}: World, nameOrId: string): PlayedStack | undefined {
  if (nameOrId.startsWith('arn:')) return stacks.find(({id}) => id === nameOrId)
  return stacks.findLast(({name, status}) => name === nameOrId && status !== 'DELETE_COMPLETE')
}

/** The latest of its name, deleted or not: what beats are about. */
export function currentStack({stacks}: World, name: string): PlayedStack | undefined {
  return stacks.findLast((stack) => stack.name === name)
}

/** CloudFormation words it in two ways, by operation. */
export function requireStack(
  world: World,
  nameOrId: string,
  words: (name: string) => string = (name) => `Stack [${name}] does not exist`,
): PlayedStack {
  const stack = findStack(world, nameOrId)
  if (!stack) throw invalid(words(nameOrId))
  return stack
}

export function liveStacks({stacks}: World): PlayedStack[] {
  return stacks.filter(({status}) => status !== 'DELETE_COMPLETE')
}
