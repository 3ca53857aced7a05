import {invalid} from '../invalid.js'
import type {World} from '../world.js'
import type {Stack, StackOutput} from './stack.js'

/** A stack by its name or, also when it is deleted, by its ARN. */
export function findStack(world: World, region: string, nameOrId: string): Stack | undefined {
  return stacksOf(world, region).find(({id, name, status}) =>
    nameOrId.startsWith('arn:') ? id === nameOrId : name === nameOrId && status !== 'DELETE_COMPLETE',
  )
}

export function stacksOf(world: World, region: string): Stack[] {
  return world.stacks.filter((stack) => stack.region === region)
}

/** CloudFormation words it in two ways, by operation. */
export function requireStack(
  world: World,
  region: string,
  nameOrId: string,
  words: (name: string) => string = (name) => `Stack with id ${name} does not exist`,
): Stack {
  const stack = findStack(world, region, nameOrId)
  if (!stack) throw invalid(words(nameOrId))
  return stack
}

export const inBrackets = (name: string): string => `Stack [${name}] does not exist`

export interface Exported {
  readonly stack: Stack
  readonly output: StackOutput & {readonly exportName: string}
}

export function exportsOf(world: World, region: string): Exported[] {
  return stacksOf(world, region)
    .filter(({status}) => status !== 'DELETE_COMPLETE')
    .flatMap((stack) => stack.outputs.filter(isExport).map((output) => ({stack, output})))
}

export function isExport(output: StackOutput): output is StackOutput & {readonly exportName: string} {
  return output.exportName !== undefined
}

/** Names of the stacks that import it. */
export function importersOf(world: World, region: string, exportName: string): string[] {
  return stacksOf(world, region)
    .filter(({status, imports}) => status !== 'DELETE_COMPLETE' && imports.has(exportName))
    .map(({name}) => name)
}
