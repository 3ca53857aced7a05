import {ServiceError} from '../../../server/service.js'
import {invalid} from '../../../services/cloudformation/invalid.js'
import {type Input, requiredText, text} from '../../../services/cloudformation/protocol/read-input.js'
import {requireStack} from '../find-stack.js'
import type {PlayedChangeSet, PlayedStack, World} from '../world.js'

export interface FoundChangeSet {
  readonly stack: PlayedStack
  readonly changeSet: PlayedChangeSet
}

/** By its ARN, or by its name and its stack; the newest of its name counts. */
export function findChangeSet(world: World, input: Input): FoundChangeSet {
  const name = requiredText(input, 'ChangeSetName')
  const stackName = text(input, 'StackName')
  const isArn = name.startsWith('arn:')
  if (!isArn && !stackName) throw invalid('StackName must be specified if ChangeSetName is not specified as an ARN.')
  const stacks = stackName ? [requireStack(world, stackName)] : world.stacks
  for (const stack of stacks) {
    const changeSet = stack.changeSets.findLast((one) => (isArn ? one.id : one.name) === name)
    if (changeSet) return {stack, changeSet}
  }
  throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404)
}
